// One exchange with the echo service over one forced transport; the same code runs in Node and in the browser.

const MESSAGES = 20;

function message(i) {
  if (i === 7) return `${i} ` + 'x'.repeat(64 * 1024);
  if (i === 13) return `${i} ` + '\u{1F6A2}\u00e9\u4e2d'.repeat(2000);
  // a quote, a backslash, a NUL, line ends and U+2028: what JSON, event streams and jsonp each have to escape
  return `${i} Zo\u00eb \u{1F600} "\\\u0000\r\n\u2028 end`;
}

/** Resolves to {transport, used, sent, received, problem}; problem is null when all came back in order. Never rejects. */
export function echoed(SockJS, url, transport, limit = 20000) {
  return new Promise((resolve) => {
    const sent = Array.from({ length: MESSAGES }, (_, i) => message(i));
    let received = 0;
    let used = null;
    let problem = null;
    let timer = null;
    const socket = new SockJS(url, null, { transports: [transport] });
    const finish = () => {
      clearTimeout(timer);
      resolve({ transport, used, sent: sent.length, received, problem });
    };
    const fail = (what) => {
      problem ??= what;
      socket.onclose = null;
      socket.close();
      finish();
    };
    timer = setTimeout(() => fail(`no end within ${limit} ms`), limit);
    socket.onopen = () => {
      used = socket.transport;
      if (used !== transport) return fail(`got ${used}`);
      // the first half at once, the rest one by one: both a burst and a dialogue
      sent.slice(0, MESSAGES / 2).forEach((text) => socket.send(text));
    };
    socket.onmessage = ({ data }) => {
      if (data !== sent[received]) {
        return fail(`message ${received} came back as "${String(data).slice(0, 40)}", ${String(data).length} characters`);
      }
      received++;
      if (received === MESSAGES) return socket.close();
      if (received >= MESSAGES / 2) socket.send(sent[received]);
    };
    socket.onclose = ({ code, reason }) => {
      if (received < MESSAGES) problem ??= `closed with ${code} ${reason}`;
      finish();
    };
  });
}
