/** What `parseArgs` throws for an option that a command does not have. */
export function isArgumentError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  )
}

/** Node says these in English only. */
export function explainArgument({ code, message }: Error & { code: string }): string {
  const named = /'(-[^' ]+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有 ${named} 这个选项`
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `选项 ${named} 的值不对或缺少值`
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return '多了不认识的内容'
  return message
}
