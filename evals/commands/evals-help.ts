/** What `jiesu evals <sub-command> --help` says. Texts only. */
interface EvalsHelp {
  usage: string
  about: string
  options?: [option: string, meaning: string][]
  examples: string[]
  exit?: string
}

const gated = '0 门槛全部通过（或没设门槛），1 有门槛未过，2 没能运行'
const done = '0 完成，2 没能运行'
const out: [string, string] = ['--out DIR', '报告写到哪里；默认是 DATA_DIR/evals 下的新目录']
const seed: [string, string] = ['--seed N', '自助法、划分和噪声的种子，默认 1']
const judged: [string, string][] = [
  ['--gate FILE', '按门槛判定，如 evals/gates.yaml'],
  ['--baseline FILE', '与同一向量的基线比较'],
]
const kept: [string, string] = ['--store', '存进数据库，工作台“评测”页里可以看']

export const evalsHelp: Record<string, EvalsHelp> = {
  'evals list': {
    usage: 'evals list [--data DIR]',
    about: '读一遍全部评测例，逐条指出格式、单位、分类、地点、条款的错误和自相矛盾。',
    options: [['--data DIR', '另一个目录；默认是随程序的评测集']],
    examples: ['npx jiesu evals list', 'npx jiesu evals list --data ./my-cases'],
    exit: '0 没有错误，1 有错误，2 没能运行',
  },
  'evals run': {
    usage: 'evals run <评测集…|all> [选项]',
    about:
      '运行评测集：triage emergency kind category place unit deadline respondent duplicates retrieval answer dialogue end-to-end。Ctrl-C 停下后可以接着运行。',
    options: [
      ['--data DIR|FILE', '自己的目录或文件，格式见 docs/evaluation.md'],
      ['--split dev|holdout|all', '随程序的评测集默认 dev，自己的数据默认 all'],
      ['--case ID…', '只运行这些例子'],
      ...judged,
      ['--write-baseline FILE', '把这次写成它的向量的基线'],
      out,
      ['--resume DIR', '接着运行停下的那次'],
      ['--slice FIELD…', '按哪些字段分组'],
      ['--ablate NAME', 'rules、classifier、neighbours、all、all+llm：哪些来源参与分类'],
      ['--noise KIND[@RATE]', '在加了噪声的文本上运行'],
      ['--robustness', '画出各种噪声下的准确率曲线'],
      ['--url ws://…', '对话评测连哪个服务；默认自己启动一个空库的'],
      ['--show-holdout', '保留例也写出文字'],
      seed,
      kept,
      ['--progress-lines', '进度以 JSON 行写到标准错误'],
    ],
    examples: [
      'npx jiesu evals run all --gate evals/gates.yaml',
      'npx jiesu evals run unit place --data week.jsonl --slice channel decision',
    ],
    exit: gated,
  },
  'evals report': {
    usage: 'evals report [RUN|last] [--case ID] [--write-baseline FILE]',
    about: '不带参数列出存着的运行；带上就重新生成报告，或只看一个例子。',
    options: [
      ['--case ID', '只看这个例子：原文、应为、建议、依据、相近的例子'],
      ['--write-baseline FILE', '写成它的向量的基线'],
    ],
    examples: ['npx jiesu evals report last', 'npx jiesu evals report last --case req-0001'],
    exit: gated,
  },
  'evals diff': {
    usage: 'evals diff A B',
    about:
      'B 比 A 新对了哪些、新错了哪些，McNemar 检验，成对差值和区间。A、B 是目录、编号或 last。',
    examples: ['npx jiesu evals diff ./before ./after'],
    exit: done,
  },
  'evals calibrate': {
    usage: 'evals calibrate [RUN|last] [--out FILE]',
    about: '把握有多可信：校准前后的 ECE，精确率 90%、95%、98% 各要多高的把握、能覆盖多少。',
    options: [['--out FILE', '写成 JSON']],
    examples: ['npx jiesu evals calibrate last'],
    exit: done,
  },
  'evals card': {
    usage: 'evals card [数据集] [--data DIR]',
    about: '数据集的来历、许可、大小、划分、标注和已知的偏差。',
    options: [['--data DIR', '另一个目录，其中 cards/ 里是说明']],
    examples: ['npx jiesu evals card', 'npx jiesu evals card requests'],
    exit: done,
  },
  'evals train-and-test': {
    usage: 'evals train-and-test --task unit|category --train F… [--dev F…] [--test F…] --out DIR',
    about: '在任何有标签的历史上拟合本产品的分类器：一切在开发集上选定，在测试集上报告。',
    options: [
      ['--train F… --dev F… --test F…', 'JSONL、JSON、CSV、TSV、XLSX，可以混用'],
      ['--test-share 0.2', '没有测试文件时划出多少'],
      ['--without 名称…', '让哪几路不说话：grams head words ratios near fine meaning'],
      ['--label FIELD', '标签字段，category.1 是列表的第二级'],
      ['--text a,b', '文字字段，有的连起来；默认 title,body,text'],
      ['--group FIELD', '同组的行不拆到两边；默认是相同的文字'],
      ['--where FIELD=VALUE', '只用符合的行'],
      ['--columns FILE', '以上各项写在 YAML 里'],
      ['--slice FIELD…', '按行里的字段分组'],
      ...judged,
      ['--card NAME', '报告首页放哪个数据集的说明'],
      seed,
      kept,
      out,
    ],
    examples: [
      'npx jiesu evals train-and-test --task unit --train 2024.csv --test 2025.csv --label 承办单位 --text 标题,内容 --out out',
    ],
    exit: gated,
  },
  'evals retrieval': {
    usage: 'evals retrieval [--documents F] --questions F --out DIR',
    about: '本产品的检索在任何文档和问题上的命中率。没有文档文件时，问题文件里的答案就是文档。',
    options: [
      ['--documents F', '每行 {docid, text}，可有 title'],
      ['--questions F', '每行 {id, docid, question}，或一问一答'],
      ['--question-field FIELD', '问题字段，默认 question'],
      ['--answer-field FIELD', '答案字段，默认 answer'],
      ...judged,
      ['--card NAME', '报告首页放哪个数据集的说明'],
      seed,
      kept,
      out,
    ],
    examples: [
      'npx jiesu evals retrieval --questions faq.csv --question-field 问题 --answer-field 答案 --out out',
    ],
    exit: gated,
  },
  'evals from-orders': {
    usage: 'evals from-orders --from DATE --to DATE --out FILE',
    about:
      '把人工确认过的派单脱敏成评测集，答案是人的决定。保密的诉求不在内。服务要先停下（内嵌数据库）。',
    options: [
      ['--from DATE --to DATE', '确认的时间，城市当地日期；不含 --to 那一天'],
      ['--out FILE', '写到哪里，只有本人可读'],
    ],
    examples: ['npx jiesu evals from-orders --from 2026-03-02 --to 2026-03-09 --out week.jsonl'],
    exit: done,
  },
  'evals fit-answers': {
    usage: 'evals fit-answers',
    about: '按配置的向量，在数据包自己的问题上拟合答复把握的曲线，打印出来，什么也不改。要几分钟。',
    examples: ['npx jiesu evals fit-answers'],
    exit: done,
  },
  'evals learn-leads': {
    usage: 'evals learn-leads [--orders N…] [--switched 0.2] [--noise 0.03]',
    about:
      '模拟一个有些条目与目录不同的城市：不同长度的历史对首选单位和把握各有多大用处。什么也不改。',
    options: [
      ['--orders N…', '历史工单数，可以几个；默认 100、400、1600、6400'],
      ['--switched 0.2', '多大比例的条目改由协办单位主办'],
      ['--noise 0.03', '多大比例的历史工单派错'],
      ['--tests 600', '用多少件检验'],
      seed,
    ],
    examples: ['npx jiesu evals learn-leads --orders 400 --orders 3200'],
    exit: done,
  },
  'evals drift': {
    usage: 'evals drift --from DATE --to DATE [--out FILE]',
    about: '这段时间与前面同样长的一段相比：分类和单位的构成、把握、人工改动率。',
    options: [['--out FILE', '写成 JSON']],
    examples: ['npx jiesu evals drift --from 2026-03-02 --to 2026-03-09'],
    exit: done,
  },
}
