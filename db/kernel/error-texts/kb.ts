export const kbErrors = {
  'kb.article-not-found': { status: 404, zh: '没有这条资料，可能已经撤下或者过期。' },
  'kb.boundary-unreadable': {
    status: 500,
    zh: '边界文件 {path} 读不了，需要 GeoJSON 的 FeatureCollection。请检查环境变量 MAP_BOUNDARY_FILE。',
  },
  'embedding.unavailable': {
    status: 503,
    zh: '向量服务暂时不可用：{detail}。系统改用关键词检索继续工作。',
  },
  'embedding.invalid': { status: 502, zh: '向量服务返回的数据不对：{detail}' },
  'embedding.not-kept': {
    status: 400,
    zh: '当前设置没有语义向量（EMBEDDER 是 hash 或 off，或模型还没有下载），不需要重建。',
  },
  'embedding.other-space': {
    status: 400,
    zh: '当前设置的向量空间是 {space}。要重建别的空间，请先把 EMBEDDER 等设置改成那个模型再执行。',
  },
  'embedding.space-in-use': { status: 409, zh: '{space} 正在使用，不能删除。' },
  'embedding.space-unknown': { status: 404, zh: '没有向量空间 {space}。' },
  'model.checksum': {
    status: 500,
    zh: '模型文件校验不符（{file}）。请重新下载，或用 jiesu model add 导入。',
  },
  'model.not-found': {
    status: 400,
    zh: '在 {path} 里没有找到语义模型（需要 tokenizer.json 和 onnx/model_quantized.onnx）。',
  },
  'model.fetch-failed': {
    status: 503,
    zh: '语义模型没有下载成功：{detail}。系统用哈希向量继续工作；不能上网的环境请用 npx jiesu model add <文件夹或 tgz> 导入。',
  },
} as const
