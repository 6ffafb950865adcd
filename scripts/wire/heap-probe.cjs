// Preloaded into a server under test (node --expose-gc --require): SIGUSR2 collects garbage and prints the heap in use.
process.on("SIGUSR2", () => {
  globalThis.gc();
  globalThis.gc();
  process.stderr.write(`heap ${process.memoryUsage().heapUsed}\n`);
});
