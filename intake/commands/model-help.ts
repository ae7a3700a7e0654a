interface ModelHelp {
  usage: string
  about: string
  options?: [option: string, meaning: string][]
  examples: string[]
  exit?: string
}

/** What `--help` says of the commands for models: sentence vectors, classifier, language model. Texts only. */
export const modelHelp: Record<string, ModelHelp> = {
  'model fetch': {
    usage: 'model fetch [--if-missing]',
    about: '下载中文句向量模型（约 16 MB）到 MODEL_DIR，核对 SHA-256。',
    options: [['--if-missing', '已经有了就不下载；没有网络也不算错']],
    examples: ['npx jiesu model fetch'],
  },
  'model add': {
    usage: 'model add <folder|tgz>',
    about: '导入别处下载的模型，用于不能上网的机器；核对 SHA-256。',
    examples: ['npx jiesu model add ./bge-small-zh.tgz'],
  },
  'model list': {
    usage: 'model list',
    about: '列出分类模型的版本和评测门槛的结论；* 为正在使用的',
    examples: ['npx jiesu model list'],
  },
  'model train': {
    usage: 'model train',
    about: '用数据包和已确认的工单重新训练，评测变差就不启用',
    examples: ['npx jiesu model train'],
  },
  'model use': {
    usage: 'model use <version|pack>',
    about: '换回某个版本，pack 是数据包自己的模型；下次启动生效',
    examples: ['npx jiesu model use pack'],
  },
  'embed status': {
    usage: 'embed status',
    about: '列出各向量空间：正在使用的是哪个、工单和资料各有多少向量、有没有 HNSW 索引。',
    examples: ['npx jiesu embed status'],
  },
  'embed rebuild': {
    usage: 'embed rebuild [--space ID]',
    about:
      '在服务运行时，为当前设置的模型补齐全部工单和资料的向量；旧空间照常服务。中断或被杀后再执行一次会接着做。做完用新设置重启服务，再 drop 旧空间。内嵌形态由服务启动时自己补齐，不必执行。',
    options: [['--space ID', '确认要重建的空间；与当前设置不符就拒绝']],
    examples: [
      'npx jiesu embed rebuild',
      'EMBEDDER=openai EMBEDDING_BASE_URL=… EMBEDDING_MODEL=… npx jiesu embed rebuild',
    ],
  },
  'embed drop': {
    usage: 'embed drop --space ID',
    about: '删除一个不再使用的向量空间和它的索引；正在使用的不能删。',
    examples: ['npx jiesu embed drop --space openai:text-embedding-v4:1024'],
  },
  'llm check': {
    usage: 'llm check',
    about: '用当前设置真正调用一次语言模型，说明可用与否、耗时、词元，不可用时该怎么办。',
    examples: [
      'OPENAI_BASE_URL=https://dashscope.aliyuncs.com/compatible-mode/v1 OPENAI_MODEL=qwen-plus OPENAI_API_KEY=… npx jiesu llm check',
    ],
    exit: '0 可用，1 不可用',
  },
  'llm usage': {
    usage: 'llm usage [--days N]',
    about:
      '按用途、提示词版本、模型和结果汇总调用次数、词元、费用和耗时。费用需要设置 LLM_PRICE_INPUT、LLM_PRICE_OUTPUT。',
    options: [['--days N', '最近多少天，默认 30']],
    examples: ['npx jiesu llm usage --days 7'],
  },
}
