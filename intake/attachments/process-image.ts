import { AppError } from '../../db/kernel/errors.ts'

export interface ProcessedImage {
  image: Buffer
  thumbnail: Buffer
  width: number
  height: number
}

/** Enough to read a shop's licence on a photo, small enough for a clerk's network. */
const LONGEST_SIDE = 2560
const THUMBNAIL_SIDE = 320
/** A picture of 100 megapixels is no phone's; a small file that unpacks to one is an attack. */
const MAX_PIXELS = 100_000_000

/**
 * Decodes and encodes a picture anew: position and camera in its EXIF, other metadata and whatever hides behind the pixels are gone;
 * the turn that EXIF asked for is carried out first. Throws `attachment.unreadable` for a broken picture or too many pixels.
 */
export async function processImage(data: Buffer): Promise<ProcessedImage> {
  // Its native library is loaded with the first picture and not with the program.
  const { default: sharp } = await import('sharp')
  const options = { limitInputPixels: MAX_PIXELS, failOn: 'error' } as const
  try {
    const { data: image, info } = await sharp(data, options)
      .rotate()
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 85, mozjpeg: false })
      .toBuffer({ resolveWithObject: true })
    const thumbnail = await sharp(image)
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 75 })
      .toBuffer()
    return { image, thumbnail, width: info.width, height: info.height }
  } catch (cause) {
    throw new AppError('attachment.unreadable', { cause })
  }
}
