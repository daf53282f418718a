// Better with a script: suggestions while somebody types. Without it the form leads to the page of results.
