/**
 * One request from acceptance to the last byte: what the four messages hold, the pure planners between them, the causes of
 * failure, and the ports that the servlet edge and the client-library edge implement. No servlet, no client library.
 */
@NullMarked
package dev.gangway.exchange;

import org.jspecify.annotations.NullMarked;
