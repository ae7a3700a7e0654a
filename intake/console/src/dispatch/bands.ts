import { createContext, useContext } from 'react'
import type { Bands } from '../shared/labels.ts'

/** Before the options are there nothing counts as sure. */
export const NO_BANDS: Bands = { high: 2, middle: 2 }

/** What the city requires, as the options say. */
export const BandsContext = createContext<Bands>(NO_BANDS)

export const useBands = (): Bands => useContext(BandsContext)
