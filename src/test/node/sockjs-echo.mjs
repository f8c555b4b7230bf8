// The backend of SockJsIT: a SockJS echo service under /app/__sockjs__, as Shiny Server mounts its own, and the page
// and script with which a browser talks to it. Prints "listening on http://127.0.0.1:PORT/" when ready.
//   node sockjs-echo.mjs [PORT]
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import sockjs from 'sockjs';

const require = createRequire(import.meta.url);
const dist = require.resolve('sockjs-client/dist/sockjs.min.js');

const page = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>SockJS echo</title><link rel="icon" href="data:,">
<script src="sockjs.min.js"></script></head>
<body><script type="module">
import { echoed } from './echo-exchange.mjs';
window.echoed = (mount, transport) => echoed(SockJS, new URL(mount, location.href).href, transport);
</script></body>
</html>
`;
const files = {
  '/app/': ['text/html; charset=utf-8', Buffer.from(page)],
  '/app/sockjs.min.js': ['text/javascript; charset=utf-8', fs.readFileSync(dist)],
  '/app/echo-exchange.mjs': ['text/javascript; charset=utf-8', fs.readFileSync(new URL('echo-exchange.mjs', import.meta.url))],
};

// response_limit is small so that the streaming transports have to open a new stream in the middle of the exchange
const echo = sockjs.createServer({
  sockjs_url: '/app/sockjs.min.js',
  response_limit: 32 * 1024,
  log: (severity, text) => severity === 'error' && console.error(text),
});
echo.on('connection', (connection) => {
  connection?.on('data', (message) => connection.write(message));
});

const server = http.createServer((request, response) => {
  const [type, content] = files[request.url] ?? [];
  response.writeHead(content ? 200 : 404, { 'content-type': type ?? 'text/plain', 'content-length': content?.length ?? 0 });
  response.end(content);
});
// as in Shiny Server: the id by which it finds a session again is a segment of its own, where there is one
echo.installHandlers(server, { prefix: '/app/__sockjs__(?:/[no]=[0-9A-Za-z]+)?' });
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/`);
});
