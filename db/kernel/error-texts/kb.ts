export const kbErrors = {
  'kb.article-not-found': { status: 404, zh: '没有这条资料，可能已经撤下或者过期。' },
  'kb.article-state': { status: 409, zh: '这个版本的状态已经变了，这一步不能做。请刷新后再看。' },
  'kb.article-changed': {
    status: 409,
    zh: '别人刚刚改过，没有覆盖。请看对方改了什么，再决定保留哪一份；您写的内容还在。',
  },
  'kb.published-meanwhile': {
    status: 409,
    zh: '您修改期间，这条知识已经发布了另一个版本。请退回草稿，对照现行版本保存一次再提交。',
  },
  'kb.own-approval': { status: 403, zh: '不能审核自己写的内容，请换一位同事发布。' },
  'kb.being-written': {
    status: 409,
    zh: '这条知识有人正在修订，或者刚刚发布了新版本。请打开看过再核对。',
  },
  'kb.reason-needed': { status: 400, zh: '请写明原因。' },
  'kb.incomplete': { status: 400, zh: '还不能提交，缺少：{missing}。' },
  'kb.other-owner': { status: 403, zh: '您的账号只能编写主管单位是“{owner}”的内容。' },
  'kb.key-taken': { status: 409, zh: '标识“{key}”已经有了，请换一个。' },
  'kb.gap-not-found': { status: 404, zh: '没有这张缺口单。' },
  'kb.gap-state': { status: 409, zh: '这张缺口单的状态已经变了，请刷新后再看。' },
  'kb.suite-invalid': {
    status: 400,
    zh: '一次可以测 1 到 {limit} 个问题，每个不超过 300 字；现在有 {count} 行。',
  },
  'kb.suite-not-found': { status: 404, zh: '没有这个问题集，可能已被删除。' },
  'kb.import-type': {
    status: 415,
    zh: '不认识这种文件：{file}。可以导入 md、csv、xlsx、json、jsonl、html、pdf、docx，和它们的 zip。',
  },
  'kb.import-too-large': { status: 413, zh: '{file} 太大（{size} MB），最多 {limit} MB。' },
  'kb.import-bomb': {
    status: 413,
    zh: '{file} 解压后太大或内容异常（{detail}），可能是压缩炸弹，没有导入。',
  },
  'kb.import-pages': { status: 413, zh: '{file} 有 {pages} 页，最多 {limit} 页。请拆开后再导入。' },
  'kb.import-timeout': {
    status: 422,
    zh: '{file} 在 {seconds} 秒内没有读完，已停止。请拆小后再导入。',
  },
  'kb.import-memory': { status: 422, zh: '{file} 需要的内存超过限制，已停止。请拆小后再导入。' },
  'kb.import-unreadable': {
    status: 422,
    zh: '{file} 读不出来，可能已损坏、加了密，或者不是这种文件（{detail}）。',
  },
  'kb.import-empty': {
    status: 422,
    zh: '{file} 里没有可以导入的文字。扫描件请先做文字识别。',
  },
  'kb.import-columns': {
    status: 400,
    zh: '{file} 缺少“{column}”一列。现有的列：{columns}。请指定哪一列是它（{field}；命令行用 --map {field}=列名）。',
  },
  'kb.day-needed': { status: 400, zh: '请写明下次复核或核对的日期，要晚于现在的日期。' },
  'kb.import-too-many': {
    status: 413,
    zh: '一次最多导入 {limit} 个文件。请分几次，或者打成一个 zip。',
  },
  'kb.import-too-long': {
    status: 413,
    zh: '这些文件里有 {count} 条，页面上一次最多 {limit} 条。请拆开，或者用命令 jiesu kb import。',
  },
  'kb.import-none': { status: 400, zh: '没有收到文件。请选择要导入的文件再试。' },
  'kb.import-gone': { status: 404, zh: '这次上传已经过期或者不是您传的，请重新选择文件。' },
  'kb.import-running': { status: 409, zh: '正在存为草稿，请稍等几秒再看，不用再点。' },
  'kb.import-nothing': { status: 400, zh: '没有找到可以导入的文件：{path}' },
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
  'kb.file-type-refused': {
    status: 415,
    zh: '“{name}”不能作为附件。可以上传 PDF、Word（DOCX）、Excel（XLSX）、JPG 和 PNG；旧格式（DOC、XLS）请先另存为新格式。',
  },
  'kb.file-too-large': { status: 413, zh: '附件太大，每个最多 {limit} MB。' },
  'kb.file-unknown': {
    status: 422,
    zh: '附件“{name}”不在服务器上，或者不是您上传的。请去掉后重新上传。',
  },
  'kb.file-not-found': { status: 404, zh: '没有这个附件，可能已经去掉。' },
  'embedding.space-in-use': { status: 409, zh: '{space} 正在使用，不能删除。' },
  'llm.not-configured': {
    status: 400,
    zh: '没有设置语言模型：请填 OPENAI_BASE_URL 和 OPENAI_MODEL（docs/language-model.md）。不设也一切照常。',
  },
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
