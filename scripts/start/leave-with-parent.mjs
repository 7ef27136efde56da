// Loaded into each part with --import: a part whose parent was killed has nobody to stop it, so it stops itself.
if (process.channel) {
  process.channel.unref()
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
