export const evalsErrors = {
  'evals.unreadable': { status: 400, zh: '{file} 第 {line} 行读不了：{detail}。' },
  'evals.no-data': { status: 404, zh: '没有 {data} 这个文件或文件夹，或者里面没有评测例。' },
  'evals.case-unknown': { status: 404, zh: '{run} 里没有 {id} 这个例子。' },
  'evals.no-rows': {
    status: 400,
    zh: '{file} 里没有可用的行：请检查 {flags}。文件里有这些列：{columns}。',
  },
  'evals.too-few': {
    status: 400,
    zh: '只有 {count} 行可用，分不出训练、开发和测试三部分：请给更多数据，或用 --dev、--test 给出。',
  },
  'evals.running': {
    status: 409,
    zh: '已有一次评测在排队或运行。等它结束，或先停下它。',
  },
  'evals.run-gone': { status: 404, zh: '没有这次评测，或它还没有结果。' },
  'evals.run-over': { status: 409, zh: '这次评测已经结束，不能再停。' },
  'evals.model-missing': {
    status: 400,
    zh: '--ablate {ablation} 要用大模型：请设置 OPENAI_BASE_URL 和 OPENAI_MODEL（见 docs/language-model.md）。',
  },
  'evals.suite-unknown': { status: 400, zh: '没有“{suite}”这个评测集。可用的有：{known}。' },
  'evals.card-unknown': { status: 404, zh: '没有“{name}”这个数据集的说明。有的是：{known}。' },
  'evals.run-unknown': {
    status: 404,
    zh: '{run} 里没有可读的评测结果。用 jiesu evals report 看有哪些运行。',
  },
  'evals.interrupted': {
    status: 400,
    zh: '已停下，完成的部分都在。接着运行：{command}',
  },
  'evals.no-cases': {
    status: 400,
    zh: '评测集“{suite}”没有可用的例子（{detail}）。',
  },
  'evals.server-unreachable': {
    status: 400,
    zh: '连不上要评测的服务 {url}：{detail}',
  },
  'evals.bench-ended': {
    status: 500,
    zh: '一个测速进程没有给出结果就结束了，原因见它自己的输出。',
  },
} as const
