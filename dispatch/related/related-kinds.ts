/** How two requests belong together, strongest first: one person's own matter, one event that several saw, one kind of problem. */
export const relatedKinds = ['same_requester', 'same_event', 'same_topic'] as const
export type RelatedKind = (typeof relatedKinds)[number]

/** `proposed` by the program, everything else by a person, who may change it again. */
export const linkStates = ['proposed', 'confirmed', 'rejected', 'unlinked'] as const
export type LinkState = (typeof linkStates)[number]

export const relatedActions = ['link', 'unlink', 'reject', 'merge', 'unmerge'] as const
export type RelatedAction = (typeof relatedActions)[number]
