import { evalsHelp } from './evals/commands/evals-help.ts'
import { modelHelp } from './intake/commands/model-help.ts'

/** What `--help` says of each command and sub-command: what it does, its options, an example. Texts only. */
export interface HelpPage {
  usage: string
  about: string
  options?: [option: string, meaning: string][]
  examples: string[]
  /** Where it is not “0 done, 1 an error, 2 no such command”. */
  exit?: string
}

const json: [string, string] = ['--json', '机器可读的输出 · machine-readable']
const packDir = 'DIR 默认是 PACK_DIR（环境变量）指的数据包。'

export const helpPages: Record<string, HelpPage> = {
  start: {
    usage: 'start [--migrate] [--seed]',
    about: '启动服务，直到 Ctrl-C。没有 REDIS_URL 时同时执行任务。npm start 带上两个选项。',
    options: [
      ['--migrate', '先把数据库升级到本程序的版本'],
      ['--seed', '先载入城市数据包；内嵌形态的空库另建样例账号'],
    ],
    examples: ['npx jiesu start --migrate --seed', 'PORT=8080 npx jiesu start'],
  },
  worker: {
    usage: 'worker',
    about: '启动任务进程，直到 Ctrl-C。需要 DATABASE_URL 和 REDIS_URL，可以开任意多个。',
    examples: ['npx jiesu worker'],
  },
  migrate: {
    usage: 'migrate',
    about: '把数据库升级到本程序的版本；已是最新就什么也不做。',
    examples: ['npx jiesu migrate'],
  },
  seed: {
    usage: 'seed',
    about: '载入 PACK_DIR 的数据包；同样的内容再载入一次什么也不变。',
    examples: ['npx jiesu seed', 'PACK_DIR=../my-city npx jiesu seed'],
  },
  verify: {
    usage: 'verify',
    about: '核对工单历史和审计记录的哈希链，列出每一处被改过的地方。',
    examples: ['npx jiesu verify'],
    exit: '0 链完整，1 有不符',
  },
  user: {
    usage: 'user add --login NAME --name 姓名 --roles a,b [--unit CODE] [--password-stdin]',
    about: '新增工作人员账号。不给密码时生成一个，只显示一次。',
    options: [
      ['--login NAME', '登录名，小写'],
      ['--name 姓名', '页面上显示的名字'],
      [
        '--roles a,b',
        'operator、dispatcher、reviewer、unit、follow_up_clerk、supervisor、evaluator、administrator',
      ],
      ['--unit CODE', '承办单位的代码；角色 unit 需要'],
      ['--password-stdin', '从标准输入读密码，不出现在命令行里'],
    ],
    examples: [
      'npx jiesu user add --login wang --name 王某 --roles dispatcher',
      'npx jiesu user add --login wj --name 望京 --roles unit --unit 110105026 --password-stdin < password.txt',
    ],
  },
  ...modelHelp,
  'pack lint': {
    usage: 'pack lint [DIR] [--all] [--json]',
    about: `检查数据包，说出文件和行；法定节假日已知到哪一天也在最后。${packDir}`,
    options: [['--all', '列出全部提醒，不只前五十条'], json],
    examples: ['npx jiesu pack lint ../my-city'],
    exit: '0 没有错误（可以有提醒），1 有错误',
  },
  'pack stats': {
    usage: 'pack stats [DIR] [--json]',
    about: `数据包的各种数量。${packDir}`,
    options: [json],
    examples: ['npx jiesu pack stats --json'],
  },
  'pack import': {
    usage: 'pack import [DIR] [--effective DATE] [--dry-run] [--json]',
    about: `检查后存为新版本，先列出与现行版本的不同。已发布的版本不改，工单保留建议时的版本。${packDir}`,
    options: [
      ['--effective DATE', '从哪一天起生效（城市当地日期，如 2026-12-01）；默认立即'],
      ['--dry-run', '只看不改'],
      json,
    ],
    examples: ['npx jiesu pack import ../my-city --effective 2026-12-01'],
    exit: '0 已导入或没有变化，1 有错误，什么也没有导入',
  },
  'pack diff': {
    usage: 'pack diff A B [--json]',
    about: '比较两个数据包目录：各表新增、删除、修改了哪些行，格子从什么变成什么。',
    options: [json],
    examples: ['npx jiesu pack diff city-2026.1 city-2026.2'],
  },
  'pack replay': {
    usage: 'pack replay [DIR] --from DATE [--effective DATE] [--json]',
    about: `把某天以来的诉求按现行目录和新目录各建议一遍，列出哪个单位会多收、少收，哪些诉求换单位。不改任何数据。${packDir}`,
    options: [
      ['--from DATE', '从哪一天收到的诉求开始'],
      ['--effective DATE', '按哪一天有效的派单行看新目录；默认今天'],
      json,
    ],
    examples: ['npx jiesu pack replay ../my-city --from 2026-11-01 --effective 2026-12-01'],
  },
  'pack schemas': {
    usage: 'pack schemas [DIR]',
    about: '写出数据包各文件的 JSON Schema，供编辑器使用；默认写到源码里。',
    examples: ['npx jiesu pack schemas ./schemas'],
  },
  'pack init': {
    usage: 'pack init DIR',
    about: '建一个带说明的空数据包，句子和词表取自样例城市、供改写；目录里不能已有文件。',
    examples: ['npx jiesu pack init ../my-city'],
  },
  propose: {
    usage: 'propose --in FILE|- --out FILE|-',
    about: '对一批诉求给出建议。不写库，可与服务同时运行。一行一个 JSON：id、channel、text。',
    options: [
      ['--in FILE', '输入的 JSONL，- 是标准输入'],
      ['--out FILE', '输出的 JSONL，- 是标准输出'],
    ],
    examples: ['npx jiesu propose --in requests.jsonl --out proposals.jsonl'],
  },
  ask: {
    usage: 'ask --in FILE|- --out FILE|-',
    about: '对一批咨询给出有出处的答复，答不了的说答不了。不写库。',
    options: [
      ['--in FILE', '输入的 JSONL（id、text），- 是标准输入'],
      ['--out FILE', '输出的 JSONL，- 是标准输出'],
    ],
    examples: ['npx jiesu ask --in questions.jsonl --out -'],
  },
  'bench chat': {
    usage: 'bench chat [--url ws:…] [--conversations N --turns N | --idle N --rate N --seconds N]',
    about: '对正在运行的服务测量一轮对话：从发出到确认、到答复；或大量空闲连接下的均匀发送。',
    examples: ['npx jiesu bench chat --url ws://127.0.0.1:3000/ws/chat --conversations 10'],
  },
  'bench calls': {
    usage: 'bench calls --token TOKEN [--url http:…] [--at-once N] [--pause-ms N]',
    about: '对正在运行的服务回放通话转写，测量从一段话到坐席看到理解结果的时间。',
    examples: ['npx jiesu bench calls --token jc_… --at-once 10'],
    exit: '0 达到 500 毫秒，1 没有达到或出错',
  },
  'bench search': {
    usage: 'bench search [--articles N]',
    about: '在内存里放入这么多知识条目，测量一次检索。',
    examples: ['npx jiesu bench search --articles 10000'],
  },
  'bench train': {
    usage: 'bench train [--orders N] [--units N]',
    about: '测量在这么多工单和单位上训练分类器的时间和内存。',
    examples: ['npx jiesu bench train --orders 13000 --units 118'],
  },
  'bench propose': {
    usage: 'bench propose [--orders N --database-url URL] [--json]',
    about:
      '测量一次建议的用时，并与固定的基线（natural 的贝叶斯分类）在同一次运行中相比。带 --orders 时在一个自己的、用后即删的 PostgreSQL 库里放入这么多已确认工单，再让几个进程同时出建议。',
    options: [
      ['--orders N', '已确认工单的数量，如 100000'],
      ['--database-url URL', '可以建库的 PostgreSQL；默认 DATABASE_URL'],
      ['--processes N', '同时工作的进程数，默认 2'],
      ['--at-once N', '每个进程同时处理的诉求数，默认 4'],
      ['--seconds N', '同时工作多少秒，默认 10'],
      ['--json', '结果只写一个 JSON'],
    ],
    examples: [
      'npx jiesu bench propose',
      'npx jiesu bench propose --orders 100000 --database-url postgres://postgres@127.0.0.1/postgres --json',
    ],
  },
  'kb import': {
    usage:
      'kb import PATH… [--dry-run] [--owner 单位] [--jurisdiction 地区] [--valid-from DATE] [--map FIELD=列名]… [--json]',
    about:
      '把文件或文件夹导入成知识库草稿：md（可带 YAML 头）、csv、xlsx、json、jsonl、html、pdf、docx。同一来源再次导入只更新改过的；正式发布仍要有人审核。',
    options: [
      ['--dry-run', '只列出会新增、修改什么（与现有草稿或现行版本的差异），不写库'],
      ['--owner 单位', '文件里没有写主管单位时用它'],
      ['--jurisdiction 地区', '文件里没有写适用地区时用它；默认是本市'],
      ['--valid-from DATE', '文件里没有写生效日期时用它'],
      ['--map FIELD=列名', '表格的列对应关系，如 --map title=问题 --map body=标准答案'],
      json,
    ],
    examples: [
      'npx jiesu kb import ./知识库 --dry-run',
      'npx jiesu kb import faq.xlsx --map title=问题 --map body=答案 --owner 市交通委',
    ],
    exit: '0 完成，1 有文件或行不能导入',
  },
  'jobs list': {
    usage: 'jobs [list]',
    about: '列出失败的任务和最后一次的错误。',
    examples: ['npx jiesu jobs'],
  },
  'jobs retry': {
    usage: 'jobs retry ID',
    about: '让一个失败的任务重新执行。',
    examples: ['npx jiesu jobs retry 0193a1b2-…'],
  },
  'jobs retry-dead': {
    usage: 'jobs retry-dead',
    about: '让所有失败的任务重新执行。',
    examples: ['npx jiesu jobs retry-dead'],
  },
  ...evalsHelp,
}
