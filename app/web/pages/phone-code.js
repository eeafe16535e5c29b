// phone-code.js - the page with a phone's code says what came, and when the link is over.
'use strict';

(() => {
	const line = document.getElementById('state');
	const code = document.querySelector('.code');
	let timer = 0;

	if (!line)
		return;

	const look = async () => {
		const answer = await fetch(code.dataset.state).catch(() => null);

		if (!answer || !answer.ok)
			return;

		const state = await answer.json();

		if (state.open) {
			line.querySelector('strong').textContent = state.photos;
			return;
		}
		clearInterval(timer);
		line.textContent = 'The link is over.';
		for (const e of code.querySelectorAll('.qr, form'))
			e.hidden = true;
		code.querySelector('.qr')?.remove();
	};

	timer = setInterval(() => {
		if (!document.hidden)
			look();
	}, 3000);
})();
