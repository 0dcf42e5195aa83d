"""A corpus: articles of years with their claims, vectors and stories, in Lance tables. Needs the ``cluster`` extra.

    corpus.json                     version of the schema
    2026-03-01/                     one day of publication, in UTC; ``undated/`` for articles without one
        manifest.json               the version of each table that counts
        articles.lance  claims.lance  stories.lance
    jobs/                           finished shards of jobs that are not

No file grows with the whole corpus, so that work on a day takes time in proportion to the days around it.
"""
