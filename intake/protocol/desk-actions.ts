/** What moves a version of an article on. Apart from the schemas, so that the screen's script carries none of them. */
export const deskActions = ['submit', 'send_back', 'publish', 'withdraw', 'discard'] as const
export type DeskAction = (typeof deskActions)[number]
