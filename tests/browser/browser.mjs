// Starts the system's browser and opens pages. `CHROMIUM` names another browser.
import { chromium } from 'playwright-core';

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Needed for root in a container, where shared memory is small too.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });

/** Runs `work` on each of `items`, `lanes` at a time. */
export async function inLanes(items, lanes, work) {
  const left = [...items];
  const lane = async () => {
    while (left.length > 0) await work(left.shift());
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
