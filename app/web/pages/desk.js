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

		if (form.method !== 'post' || form.classList.contains('export'))
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

	// Files may be dropped on the form, or pasted into the page.
	const upload = at('upload');
	if (upload) {
		const take = (files) => {
			if (!files || !files.length)
				return;
			at('file').files = files;
			at('upload-state').textContent = files[0].name;
			if (!at('kind').value)
				at('kind').focus();
		};

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
		upload.addEventListener('submit', () => {
			at('upload-state').textContent = 'sending …';
		});
	}
})();
