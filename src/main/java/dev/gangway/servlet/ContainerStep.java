package dev.gangway.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Something that has to happen on a container thread, with the dispatched request. Exactly one method is called, once. */
public interface ContainerStep {

    void run(HttpServletRequest request, HttpServletResponse response) throws Exception;

    /** The exchange ended before the container came round: release what the step holds. */
    void abandoned();
}
