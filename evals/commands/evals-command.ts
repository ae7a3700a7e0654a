import { AppError } from '../../db/kernel/errors.ts'
import { explainArgument, isArgumentError } from '../../intake/commands/argument-errors.ts'

const usage =
  'jiesu evals list | run <suite…|all> | report <run> | diff A B | calibrate | card <dataset> | train-and-test | retrieval | fit-answers | learn-leads | from-orders | drift'

/** One line a subcommand, each loading only what it needs. */
const subcommands: Record<string, (args: string[]) => Promise<number>> = {
  list: async (args) => (await import('./list-command.ts')).runList(args),
  run: async (args) => (await import('./run-command.ts')).runRun(args),
  report: async (args) => (await import('./report-command.ts')).runReport(args),
  diff: async (args) => (await import('./diff-command.ts')).runDiff(args),
  calibrate: async (args) => (await import('./calibrate-command.ts')).runCalibrate(args),
  card: async (args) => (await import('./card-command.ts')).runCard(args),
  'fit-answers': async () => (await import('./fit-answers-command.ts')).runFitAnswers(),
  'learn-leads': async (args) => (await import('./learn-leads-command.ts')).runLearnLeads(args),
  'from-orders': async (args) => (await import('./orders-commands.ts')).runFromOrders(args),
  drift: async (args) => (await import('./orders-commands.ts')).runDrift(args),
  retrieval: async (args) => (await import('./retrieval-command.ts')).runRetrieval(args),
  'train-and-test': async (args) =>
    (await import('./train-and-test-command.ts')).runTrainAndTest(args),
}

function complain(error: unknown): void {
  if (error instanceof AppError) process.stderr.write(`✗ ${error.message} [${error.code}]\n`)
  else if (isArgumentError(error)) {
    process.stderr.write(`✗ 参数不对：${explainArgument(error)}。加 --help 看用法。\n`)
  } else process.stderr.write(`✗ ${error instanceof Error ? error.stack : String(error)}\n`)
}

/** `jiesu evals … | head` closes the pipe early: the run goes on, its files are whole, and its exit code stays its own. */
function ignoreClosedPipe(): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.stdout.on('error', () => {})
  })
}

/** `jiesu evals`: exit code 0 all gates hold, 1 a gate fails (or cases are wrong), 2 it could not run. */
export async function runEvals(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  ignoreClosedPipe()
  try {
    const run = subcommands[name]
    if (!run) throw new AppError('command.usage', { usage })
    return await run(rest)
  } catch (error) {
    complain(error)
    return 2
  }
}
