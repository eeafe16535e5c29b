// live.js - says on an open page what others did meanwhile. Nothing is loaded anew by itself: somebody may be typing.
'use strict';

(() => {
	const asking = document.querySelector('[data-asking]');
	const known = Number(document.body.dataset.entry);
	const one = /^\/cases\/([0-9]+)(\/|$)/.exec(location.pathname);
	const list = ['/', '/cases'].includes(location.pathname);
	const build = new URL(document.currentScript.src).search;
	let bar, acts = 0;

	// A carrier may take a while: the button says that it was heard.
	for (const button of document.querySelectorAll('button[data-busy]'))
		button.form.addEventListener('submit', () => {
			button.textContent = button.dataset.busy;
			setTimeout(() => { button.disabled = true; });
		});
	addEventListener('pageshow', (e) => {
		if (e.persisted && document.querySelector('button[data-busy]'))
			location.reload();
	});
	if (asking) {
		const again = document.createElement('a');
		const timer = setInterval(async () => {
			const answer = document.hidden ? null : await fetch(asking.dataset.asking).catch(() => null);
			const now = answer && answer.ok ? await answer.json() : { asking: true };

			if (now.asking)
				return;
			clearInterval(timer);
			again.href = location.pathname + location.search;
			again.textContent = 'Show it';
			asking.querySelector('p').replaceChildren(
				(now.asked ? now.asked + ': ' : '') + (now.words || 'nobody had to be asked') + '. ', again);
		}, 2000);
	}

	if (!one && !list)
		return;

	const say = (text) => {
		const again = document.createElement('a');

		if (!bar) {
			bar = document.createElement('p');
			bar.className = 'news';
			bar.setAttribute('role', 'status');
			document.getElementById('main').prepend(bar);
		}
		again.href = location.href.split('#')[0];
		again.textContent = 'Show it';
		bar.replaceChildren(text + '. ', again);
	};
	const take = (news) => {
		if (news.entry <= known || (one && !news.cases.includes(Number(one[1]))))
			return;
		acts++;
		if (acts > 1)
			say(acts + ' changes since this page was loaded, the last by ' + news.user);
		else
			say(news.user + ' ' + news.what + (one ? '' : ' (case ' + news.cases.join(', ') + ')'));
	};

	if (window.SharedWorker) {
		const worker = new SharedWorker('/assets/live-worker.js' + build);

		worker.port.onmessage = (e) => take(e.data);
		addEventListener('pagehide', () => worker.port.postMessage('gone'));
	} else if (window.EventSource) {
		const stream = new EventSource('/events');

		stream.onmessage = (e) => take(JSON.parse(e.data));
		addEventListener('pagehide', () => stream.close());
	}
})();
