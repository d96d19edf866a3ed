package dev.rollcall.api.pages.picture;

import dev.rollcall.query.history.PastSession;

/**
 * The place of a session in the picture, without its bar.
 *
 * @param y of the upper edge, in pixels
 */
public record Lane(PastSession past, int y) {

    /** Of each lane, in pixels. */
    static final int HEIGHT = 54;
}
