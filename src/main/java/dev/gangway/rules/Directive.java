package dev.gangway.rules;

/** One directive of the language. Stateless: what it reads goes into the invocation's draft. */
interface Directive {

    DirectiveSpec spec();

    /** Reads one line. Throws for the problem that ends it; problems that leave the rest readable are reported on the way. */
    void apply(Invocation invocation) throws Refusal;
}
