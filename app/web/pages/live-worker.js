// live-worker.js - one stream a browser, shared by all pages that are open.
'use strict';

const ports = new Set();
let stream;

const listen = () => {
	if (stream && stream.readyState !== EventSource.CLOSED)
		return;
	stream = new EventSource('/events');
	stream.onmessage = (e) => {
		for (const port of ports)
			port.postMessage(JSON.parse(e.data));
	};
};

onconnect = (e) => {
	const port = e.ports[0];

	ports.add(port);
	port.onmessage = () => ports.delete(port);
	listen();
};
