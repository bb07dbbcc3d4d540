// Says in a sentence which Node is needed, before anything fails with a page of stack.
const [major, minor] = process.versions.node.split('.').map(Number);
const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
if (!fits) {
  process.stderr.write(
    `需要 Node 20.19、22.13 或 24 以上版本，当前为 ${process.versions.node}。\n` +
      `Node 20.19, 22.13 or 24 and later is needed; this is ${process.versions.node}.\n`,
  );
  process.exit(1);
}
