// phone.js - photos are sent as they are taken, one after the other, and again when the line breaks; without it
// the page works with a button.
'use strict';

(() => {
	const api = '/api' + location.pathname;
	const over = document.getElementById('over');
	const queue = [];
	let busy = false, closed = false;

	if (!over)
		return;
	document.documentElement.classList.add('quick');

	const pause = (seconds) => new Promise((go) => setTimeout(go, seconds * 1000));

	const make = (tag, name, text) => {
		const e = document.createElement(tag);

		if (name)
			e.className = name;
		e.textContent = text || '';
		return e;
	};

	const close = (why) => {
		closed = true;
		over.textContent = why;
		over.hidden = false;
		document.body.classList.add('over');
		document.getElementById('left').hidden = true;
		over.scrollIntoView({ block: 'center' });
	};

	// What the desk holds by now.
	const show = (state) => {
		for (const shot of state.shots) {
			const li = document.querySelector(`li[data-code="${CSS.escape(shot.code)}"]`);

			if (!li)
				continue;
			li.classList.toggle('held', shot.held);
			li.querySelector('.mark').textContent = shot.held ? '✓' : '○';
			li.querySelector('.state').textContent = shot.held ? 'held: ' : 'missing: ';
		}
		document.getElementById('count').textContent = 'Photos that came from this page: ' + state.photos;
	};

	const say = (item, what, done) => {
		item.what.textContent = what;
		if (done === undefined)
			return;
		item.bar.remove();
		item.row.className = done ? 'done' : 'failed';
	};

	// Browsers work a hash out on encrypted pages alone. Elsewhere the desk notices what it has when it has come.
	const hashOf = async (file) => {
		if (!window.isSecureContext || !crypto.subtle)
			return null;
		try {
			const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());

			return [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, '0')).join('');
		} catch {
			return null;
		}
	};

	const cameAlready = async (item) => {
		if (item.hash === undefined)
			item.hash = await hashOf(item.file);
		if (!item.hash)
			return false;
		try {
			const answer = await fetch(api + '/known', {
				method: 'POST', body: new URLSearchParams({ sha256: item.hash }),
			});

			return answer.ok && (await answer.json()).known;
		} catch {
			return false;
		}
	};

	const post = (item) => new Promise((answer) => {
		const call = new XMLHttpRequest(), form = new FormData();

		for (const [name, value] of new FormData(item.form))
			if (name !== 'file')
				form.append(name, value);
		form.append('file', item.file, item.file.name || 'photo.jpg');
		call.open('POST', api);
		call.responseType = 'json';
		call.upload.onprogress = (e) => {
			if (e.lengthComputable)
				item.bar.value = e.loaded / e.total;
		};
		call.onload = () => answer({
			status: call.status, doc: call.response, wait: Number(call.getResponseHeader('Retry-After')),
		});
		call.onerror = call.onabort = call.ontimeout = () => answer({ status: 0 });
		call.send(form);
	});

	const again = (item) => {
		const button = make('button', '', 'Try again');

		button.type = 'button';
		button.onclick = () => {
			item.row.remove();
			take(item.form, [item.file]);
		};
		item.row.append(button);
	};

	const failed = (item, answer) => {
		const told = answer.doc && answer.doc.error;

		if (answer.status === 404 && told)
			close(told.message);
		say(item, told ? told.message : 'not sent: is the phone still in the network of the desk?', false);
		if (!closed && answer.status !== 400 && answer.status !== 413)
			again(item);
	};

	const send = async (item) => {
		let breaks = 0;

		for (;;) {
			if (await cameAlready(item))
				return say(item, 'was there already', true);
			say(item, 'sending');
			item.bar.value = 0;

			const answer = await post(item);

			if (answer.status === 201) {
				show(answer.doc);
				return say(item, answer.doc.known ? 'was there already' : 'kept', true);
			}
			if (answer.status === 429 || answer.status === 503) {
				say(item, 'waiting');
				await pause(answer.wait || 2);
			} else if (answer.status === 0 && breaks < 4) {
				say(item, 'the line broke: trying again');
				await pause(2 ** breaks++);
			} else {
				return failed(item, answer);
			}
		}
	};

	const run = async () => {
		if (busy)
			return;
		busy = true;
		while (queue.length && !closed)
			await send(queue.shift());
		busy = false;
	};

	const take = (form, files) => {
		for (const file of files) {
			const item = {
				form, file, row: make('li'), what: make('span', 'what', 'waiting'), bar: make('progress'),
			};

			item.row.append(make('span', 'name', file.name || 'photo'), item.what, item.bar);
			item.bar.max = 1;
			item.bar.setAttribute('aria-label', 'sent so far');
			form.querySelector('.sent').append(item.row);
			queue.push(item);
		}
		run();
	};

	const listen = (form, input) => {
		const kind = form.querySelector('select');
		const go = () => {
			if (!input.files.length)
				return;
			if (kind && !kind.value) {
				kind.focus();
				kind.reportValidity();
				return;
			}
			take(form, [...input.files]);
			input.value = '';
		};

		input.required = false;
		input.addEventListener('change', go);
		if (kind)
			kind.addEventListener('change', go);
	};

	for (const form of document.querySelectorAll('form.send')) {
		const label = form.querySelector('.take'), input = label.querySelector('input');
		const both = make('div', 'takes');

		form.addEventListener('submit', (e) => e.preventDefault());
		label.replaceWith(both);
		both.append(label);
		listen(form, input);
		input.multiple = true;
		if (!input.hasAttribute('capture'))
			continue;

		// Some were taken before.
		const second = label.cloneNode(true), other = second.querySelector('input');

		second.classList.add('second');
		second.querySelector('span').textContent = 'Choose';
		other.removeAttribute('capture');
		both.append(second);
		listen(form, other);
	}

	// The end of the link.
	const left = document.getElementById('left');
	const ends = Date.now() + Number(left.dataset.left) * 1000;

	setInterval(() => {
		const minutes = Math.ceil((ends - Date.now()) / 60000);

		if (closed)
			return;
		if (minutes > 0)
			left.textContent = left.textContent.replace(/another \d+ min/, `another ${minutes} min`);
		else
			close('This link is over. Ask at the desk for a new code: your photos are still on your phone.');
	}, 5000);
	window.addEventListener('beforeunload', (e) => {
		if (busy)
			e.preventDefault();
	});
})();
