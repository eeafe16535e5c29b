// desk.js - what makes the pages quicker; without it they all work, too.
'use strict';

(() => {
	const at = (id) => document.getElementById(id);
	const typing = (e) => e.target.closest('input, textarea, select, [contenteditable]');

	// Keys. Letters do nothing while one types.
	const go = {
		'/': () => at('find') && at('find').focus(),
		'n': () => (at('rep') ? at('rep').focus() : location.assign('/cases/new')),
		't': () => location.assign('/'),
		'c': () => location.assign('/cases'),
		's': () => location.assign('/shipments'),
		'r': () => location.assign('/reports'),
		'?': () => at('keys') && at('keys').showModal(),
	};
	document.addEventListener('keydown', (e) => {
		if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && e.target.form) {
			e.preventDefault();
			e.target.form.requestSubmit();
			return;
		}
		if (e.ctrlKey || e.metaKey || e.altKey || typing(e) || !at('find') || !go[e.key])
			return;
		e.preventDefault();
		go[e.key]();
	});

	// A form is sent once, however often its button is pressed.
	document.addEventListener('submit', (e) => {
		const form = e.target;

		if (form.method !== 'post' || (form.classList.contains('export') || (e.submitter && e.submitter.value === 'workbook')))
			return;
		if (form.dataset.sent) {
			e.preventDefault();
			return;
		}
		form.dataset.sent = '1';
	});
	window.addEventListener('pageshow', () => {
		for (const form of document.forms)
			delete form.dataset.sent;
	});

	// What is found while one types; Enter goes to all of it.
	const find = at('find');
	if (find) {
		const list = document.createElement('ul');
		let timer = 0, asked = 0;

		list.id = 'found';
		list.hidden = true;
		list.setAttribute('aria-label', 'Found so far');
		find.after(list);
		find.setAttribute('aria-controls', 'found');
		const show = (items) => {
			list.replaceChildren(...items.map((hit) => {
				const link = document.createElement('a'), text = document.createElement('span');
				const item = document.createElement('li');

				link.href = '/cases/' + hit.case;
				link.textContent = 'Case ' + hit.case;
				text.textContent = ' ' + hit.kind +
					(document.body.classList.contains('incognito') ? '' : ': ' + hit.snippet);
				link.append(text);
				item.append(link);
				return item;
			}));
			list.hidden = !items.length;
		};
		const ask = async () => {
			const mine = ++asked, words = find.value.trim();

			if (words.length < 2)
				return show([]);
			const answer = await fetch('/api/cases?q=' + encodeURIComponent(words));

			if (answer.ok && mine === asked)
				show((await answer.json()).items.slice(0, 8));
		};

		// One line has no room for a whole text: it goes to where there is.
		find.addEventListener('paste', (e) => {
			const text = e.clipboardData.getData('text').trim();
			const form = document.createElement('form'), token = document.querySelector('input[name=csrf]');
			const words = document.createElement('textarea');

			if (!token || (!text.includes('\n') && text.length <= find.maxLength))
				return;
			e.preventDefault();
			form.method = 'post';
			form.action = '/paste';
			form.hidden = true;
			words.name = 'text';
			words.value = text.slice(0, 60000);
			form.append(token.cloneNode(), words);
			document.body.append(form);
			form.submit();
		});
		find.addEventListener('input', () => {
			clearTimeout(timer);
			timer = setTimeout(ask, 150);
		});
		find.form.addEventListener('keydown', (e) => {
			const links = [find, ...list.querySelectorAll('a')];
			const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];

			if (e.key === 'Escape')
				show([]);
			if (!step || list.hidden)
				return;
			e.preventDefault();
			links[(links.indexOf(document.activeElement) + step + links.length) % links.length].focus();
		});
		document.addEventListener('click', (e) => {
			if (!find.form.contains(e.target))
				show([]);
		});
	}

	// Filters take room on a phone; marks are counted.
	const facets = at('facets');
	if (facets && window.matchMedia('(max-width: 860px)').matches)
		facets.open = false;
	const bulk = at('bulk');
	if (bulk && at('everything')) {
		const marks = [...bulk.querySelectorAll('input[name=case]')];
		const count = () => {
			const n = marks.filter((m) => m.checked).length;

			at('marked').textContent = n ? '(' + n + ' of ' + marks.length + ')' : '(none)';
			at('everything').checked = n === marks.length;
		};

		at('everything').addEventListener('change', () => {
			for (const m of marks)
				m.checked = at('everything').checked;
			count();
		});
		bulk.addEventListener('change', count);
		count();
	}

	// The clock of a call: what is typed beside it stays.
	const timer = at('timer');
	if (timer) {
		const clock = at('clock');
		let since = null;
		const begin = (seconds) => {
			since = seconds === null ? null : Date.now() - 1000 * seconds;
		};
		const show = (call) => {
			for (const b of timer.querySelectorAll('button'))
				b.hidden = { start: !!call, forget: !call, hold: !call || call.on_hold,
					talk: !call || !call.on_hold }[b.value];
			clock.dataset.hold = call && call.on_hold ? ', on hold' : '';
		};
		const tick = () => {
			if (since === null)
				return;
			const s = Math.floor((Date.now() - since) / 1000);
			clock.textContent = 'Call ' + Math.floor(s / 60) + ':' + String(s % 60).padStart(2, '0') +
				(clock.dataset.hold || '');
		};

		if (clock.dataset.seconds) {
			begin(Number(clock.dataset.seconds));
			clock.dataset.hold = clock.textContent.includes('on hold') ? ', on hold' : '';
			tick();
		}
		setInterval(tick, 1000);
		timer.addEventListener('submit', async (e) => {
			const data = new URLSearchParams(new FormData(timer));

			e.preventDefault();
			e.stopImmediatePropagation();
			data.set('act', e.submitter.value);
			const answer = await fetch('/api' + new URL(timer.action).pathname, { method: 'POST', body: data });
			const told = await answer.json();

			if (!answer.ok) {
				clock.textContent = told.error.message;
				return;
			}
			if (data.get('act') === 'start')
				begin(0);
			if (data.get('act') === 'forget') {
				begin(null);
				clock.textContent = '';
			}
			show(told.call);
			tick();
		}, true);
	}

	// Of what came of a claim only the fields that matter.
	for (const form of document.querySelectorAll('.claim-act')) {
		const choose = () => {
			for (const field of form.querySelectorAll('[data-acts]'))
				field.hidden = !field.dataset.acts.split(' ').includes(form.elements.act.value);
		};

		form.addEventListener('change', choose);
		choose();
	}

	// Files may be dropped on the form, or pasted into the page; several go one after another.
	const upload = at('upload');
	if (upload) {
		const state = at('upload-state');
		const take = (files) => {
			if (!files || !files.length)
				return;
			at('file').files = files;
			state.textContent = files.length === 1 ? files[0].name : files.length + ' files';
			if (!at('kind').value)
				at('kind').focus();
		};
		const sendAll = async () => {
			const files = [...at('file').files];

			for (const [i, file] of files.entries()) {
				const data = new FormData(upload);

				state.textContent = 'sending ' + (i + 1) + ' of ' + files.length + ' …';
				data.delete('file');
				data.append('file', file);
				const answer = await fetch('/api' + new URL(upload.action).pathname, { method: 'POST', body: data });

				if (!answer.ok) {
					state.textContent = file.name + ': ' + (await answer.json()).error.message;
					delete upload.dataset.sent;
					return;
				}
			}
			location.hash = 'evidence';
			location.reload();
		};

		at('file').multiple = true;
		for (const name of ['dragover', 'dragleave', 'drop'])
			upload.addEventListener(name, (e) => {
				e.preventDefault();
				upload.classList.toggle('over', name === 'dragover');
			});
		upload.addEventListener('drop', (e) => take(e.dataTransfer.files));
		document.addEventListener('paste', (e) => {
			if (!typing(e))
				take(e.clipboardData.files);
		});
		upload.addEventListener('submit', (e) => {
			state.textContent = 'sending …';
			if (at('file').files.length < 2)
				return;
			e.preventDefault();
			sendAll();
		});
	}

	// On paper nothing can be opened: scans and journal are printed whole.
	const opened = [];
	addEventListener('beforeprint', () => {
		for (const record of document.querySelectorAll('details.record:not([open])')) {
			record.open = true;
			opened.push(record);
		}
	});
	addEventListener('afterprint', () => {
		for (const record of opened.splice(0))
			record.open = false;
	});
})();
