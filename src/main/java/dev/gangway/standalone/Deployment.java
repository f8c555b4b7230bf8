package dev.gangway.standalone;

import java.util.List;
import org.apache.catalina.Context;

/** A web application for {@link EmbeddedTomcat}, made of code instead of a folder. Confined to the starting thread. */
interface Deployment {

    /** Called once, before the context starts. */
    void prepare(Context context);

    /** Asked once, after the context was started: why the application refuses to run; empty when it runs. */
    List<String> problems();
}
