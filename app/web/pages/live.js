// live.js - says on an open page what others did meanwhile. Nothing is loaded anew by itself: somebody may be typing.
'use strict';

(() => {
	const known = Number(document.body.dataset.entry);
	const one = /^\/cases\/([0-9]+)(\/|$)/.exec(location.pathname);
	const list = ['/', '/cases'].includes(location.pathname);
	const build = new URL(document.currentScript.src).search;
	let bar, acts = 0;

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
