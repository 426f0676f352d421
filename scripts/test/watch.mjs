// Loaded into the process of every test file: ends it when it outlives its tests or its time, and says what
// kept it alive. Node's runner would wait for ever for a file that has left a socket or a child process open.

import { after } from 'node:test';

const fileMsMax = 300_000;
const lingerMsMax = 10_000;

/** @param {string} reason */
function end(reason) {
  const alive = process.getActiveResourcesInfo().join(', ');
  process.stderr.write(`${process.argv[1]}: ${reason} (open: ${alive})\n`);
  process.exit(1);
}

setTimeout(() => end(`still running after ${fileMsMax / 1000} s`), fileMsMax).unref();
after(() => {
  setTimeout(() => end(`still running ${lingerMsMax / 1000} s after its last test`), lingerMsMax).unref();
});
