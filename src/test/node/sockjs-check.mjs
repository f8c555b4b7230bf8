// A SockJS client in Node, forced onto one transport. Prints one line of JSON; exit code 1 when there is a problem.
//   node sockjs-check.mjs BASE_URL MOUNT TRANSPORT
import SockJS from 'sockjs-client';
import { echoed } from './echo-exchange.mjs';

const [base, mount, transport] = process.argv.slice(2);
const result = await echoed(SockJS, new URL(`app/${mount}`, base).href, transport);
console.log(JSON.stringify(result));
process.exit(result.problem === null ? 0 : 1);
