package dev.gangway.exchange;

import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.BackendOrigin;

/**
 * The head of the request to the backend, planned and checked: target and fields hold only octets that may stand in a
 * head. Framing and connection fields are not in it; the edge adds its own. Immutable.
 *
 * @param target path and query as they go into the request line
 * @param fields first among them Host
 */
public record BackendRequest(
        BackendOrigin origin, String method, String target, Fields fields, RequestContent content) {}
