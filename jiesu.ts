import { AppError } from './db/kernel/errors.ts'
import { explainArgument, isArgumentError } from './intake/commands/argument-errors.ts'
import type { HelpPage } from './jiesu-help.ts'

/**
 * The command line: one line a command, each loading only what it needs. It stands outside the import arrow because it
 * may start anything.
 */
interface Command {
  usage: string
  zh: string
  en: string
  run: (args: string[]) => Promise<number | undefined>
}

const commands: Record<string, Command> = {
  start: {
    usage: 'start [--migrate] [--seed]',
    zh: '启动服务（市民页、工作台、接口；没有 REDIS_URL 时同时执行任务）',
    en: 'start the server (and the jobs, where there is no REDIS_URL)',
    run: async (args) => (await import('./intake/commands/start-command.ts')).runStart(args),
  },
  worker: {
    usage: 'worker',
    zh: '启动任务进程（需要 DATABASE_URL 和 REDIS_URL）',
    en: 'start a worker process (needs DATABASE_URL and REDIS_URL)',
    run: async () => (await import('./intake/commands/worker-command.ts')).runWorker(),
  },
  migrate: {
    usage: 'migrate',
    zh: '把数据库升级到本程序的版本',
    en: 'bring the database to this version',
    run: async () => (await import('./intake/commands/database-commands.ts')).runMigrate(),
  },
  seed: {
    usage: 'seed',
    zh: '载入城市数据包（PACK_DIR）；内嵌形态的空库另建样例账号',
    en: 'load the city pack (PACK_DIR); sample staff on an empty embedded database',
    run: async () => (await import('./intake/commands/database-commands.ts')).runSeed(),
  },
  verify: {
    usage: 'verify',
    zh: '核对工单历史和审计记录的哈希链，看有没有被改过',
    en: 'check the hash chains of order history and audit trail',
    run: async () => (await import('./intake/commands/database-commands.ts')).runVerify(),
  },
  user: {
    usage: 'user add --login NAME --name 姓名 --roles a,b [--unit CODE] [--password-stdin]',
    zh: '新增工作人员账号',
    en: 'add a member of staff',
    run: async (args) => (await import('./intake/commands/user-command.ts')).runUser(args),
  },
  model: {
    usage:
      'model fetch [--if-missing] [--quiet] | model add <folder|tgz> | model list | train | use <version|pack>',
    zh: '句向量模型：下载、导入；分类模型：版本、重训（须过评测门槛）、换回',
    en: 'sentence model: fetch, add; classifier: versions, retrain behind the gates, put back',
    run: async (args) => (await import('./intake/commands/model-command.ts')).runModel(args),
  },
  embed: {
    usage: 'embed status | embed rebuild [--space ID] | embed drop --space ID',
    zh: '向量空间：查看、不停服重建（可中断续做）、删除旧的',
    en: 'embedding spaces: status, rebuild online (resumable), drop an old one',
    run: async (args) => (await import('./intake/commands/embed-command.ts')).runEmbed(args),
  },
  llm: {
    usage: 'llm check | llm usage [--days N]',
    zh: '语言模型：试一次设置是否可用、查看用量和费用',
    en: 'language model: try the settings, see uses and cost',
    run: async (args) => (await import('./intake/commands/llm-command.ts')).runLlm(args),
  },
  pack: {
    usage:
      'pack lint [DIR] [--all] | stats [DIR] [--json] | import [DIR] [--effective DATE] [--dry-run] | diff A B | replay [DIR] --from DATE | schemas [DIR] | init DIR',
    zh: '城市数据包：检查、统计、导入、比较、回放、新建',
    en: 'city packs: lint, stats, import, diff, replay, init',
    run: async (args) => (await import('./intake/commands/pack-command.ts')).runPack(args),
  },
  propose: {
    usage: 'propose --in requests.jsonl|- --out proposals.jsonl|-',
    zh: '对一批诉求给出建议（不写库，可与服务同时运行）',
    en: 'propose for a file of requests (stores nothing, runs beside a live server)',
    run: async (args) => (await import('./intake/commands/batch-commands.ts')).runProposeFile(args),
  },
  ask: {
    usage: 'ask --in questions.jsonl|- --out answers.jsonl|-',
    zh: '对一批咨询给出有出处的答复',
    en: 'answer a file of questions, each with its source',
    run: async (args) => (await import('./intake/commands/batch-commands.ts')).runAskFile(args),
  },
  jobs: {
    usage: 'jobs [list|retry ID|retry-dead]',
    zh: '查看失败的任务，或者重试',
    en: 'list dead jobs or run them again',
    run: async (args) => (await import('./intake/commands/jobs-command.ts')).runJobs(args),
  },
  kb: {
    usage: 'kb import PATH… [--dry-run] [--owner 单位] [--map FIELD=列名]…',
    zh: '把文件导入成知识库草稿（Markdown、表格、JSON、HTML、PDF、Word）',
    en: 'import files as drafts of articles (Markdown, tables, JSON, HTML, PDF, Word)',
    run: async (args) => (await import('./intake/commands/kb-command.ts')).runKb(args),
  },
  calls: {
    usage: 'calls token add --name NAME | list | revoke --name NAME',
    zh: '电话系统发送通话转写用的令牌',
    en: 'tokens with which telephone systems send transcripts',
    run: async (args) => (await import('./intake/commands/calls-command.ts')).runCalls(args),
  },
  import: {
    usage:
      'import requests FILE --source HOTLINE [--channel NAME] [--map FIELD=COLUMN]… [--mapping FILE] [--encoding NAME] [--dry-run] [--errors FILE] [--limit N]',
    zh: '导入其他热线的诉求（CSV、XLSX、JSONL；可试运行，可续传）',
    en: 'import requests of another hotline (CSV, XLSX, JSONL; dry run, resumable)',
    run: async (args) =>
      (await import('./intake/commands/import-requests-command.ts')).runImport(args),
  },
  evals: {
    usage:
      'evals list | run <suite…|all> [--data DIR|FILE] [--gate FILE] [--out DIR] | report <run> | diff A B | calibrate | card <dataset> | train-and-test | retrieval | from-orders | drift',
    zh: '评测：运行评测集、比较两次结果、在自己的历史工单上训练并测试',
    en: 'measure accuracy on the suites, on any history, against a baseline',
    run: async (args) => (await import('./evals/commands/evals-command.ts')).runEvals(args),
  },
  bench: {
    usage:
      'bench chat [--url ws:…] [--conversations N] [--turns N] | bench propose [--orders N --database-url URL --processes N --at-once N --seconds N] [--json] | bench calls --token TOKEN [--url http:…]',
    zh: '测量一轮对话和一次建议的用时',
    en: 'measure a chat turn and a proposal',
    run: async (args) => (await import('./evals/bench/bench-command.ts')).runBench(args),
  },
}

/** The pages of a command and its sub-commands; without pages its one line. */
async function helpFor(name: string, sub: string | undefined, command: Command): Promise<string> {
  const { helpPages } = await import('./jiesu-help.ts')
  const own = helpPages[`${name} ${sub}`]
  const pages = own
    ? [own]
    : Object.entries(helpPages)
        .filter(([key]) => key === name || key.startsWith(`${name} `))
        .map(([, page]) => page)
  if (pages.length === 0) return `jiesu ${command.usage}\n\n  ${command.zh}\n  ${command.en}\n`
  return `${pages.map(renderPage).join('\n\n')}\n`
}

function renderPage(page: HelpPage): string {
  return [
    `jiesu ${page.usage}`,
    `  ${page.about}`,
    ...(page.options ?? []).map(([option, meaning]) => `    ${option.padEnd(20)} ${meaning}`),
    ...page.examples.map((example) => `  例 · example: ${example}`),
    `  退出码 · exit code: ${page.exit ?? '0 完成，1 出错'}`,
  ].join('\n')
}

function help(): string {
  const lines = Object.values(commands).map(
    (c) => `  jiesu ${c.usage}\n      ${c.zh}\n      ${c.en}`,
  )
  return [
    '接诉 jiesu',
    '',
    '用法 · usage: npx jiesu <command> [options]',
    '',
    ...lines,
    '',
    '每个命令加 --help 看选项和例子 · each command explains itself with --help',
    '环境变量见 .env.example · environment variables: .env.example',
    '退出码 · exit code: 0 完成，1 出错，2 没有这个命令',
    '',
  ].join('\n')
}

function report(error: unknown): void {
  if (error instanceof AppError) process.stderr.write(`✗ ${error.message} [${error.code}]\n`)
  else if (isArgumentError(error)) {
    process.stderr.write(`✗ 参数不对：${explainArgument(error)}。加 --help 看用法。\n`)
  } else
    process.stderr.write(
      `✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
}

/** Runs one command; an expected error is one sentence on standard error and exit code 1. */
export async function main(args: string[]): Promise<void> {
  const [name = 'help', ...rest] = args
  const wantsHelp =
    ['help', '--help', '-h'].includes(name) || rest.includes('--help') || rest.includes('-h')
  const command = commands[name]
  if (wantsHelp) {
    const sub = rest.find((arg) => !arg.startsWith('-'))
    process.stdout.write(command ? await helpFor(name, sub, command) : help())
    return
  }
  if (!command) {
    process.stderr.write(`没有“${name}”这个命令 · unknown command: ${name}\n\n${help()}`)
    process.exitCode = 2
    return
  }
  try {
    // What is wrong with a row or a line is read by people: the schemas' own messages in their language.
    const { z } = await import('zod')
    z.config(z.locales.zhCN())
    process.exitCode = (await command.run(rest)) ?? process.exitCode ?? 0
  } catch (error) {
    report(error)
    process.exitCode = 1
  }
}
