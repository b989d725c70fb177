using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>The dead letters in <c>state.db</c>, as their writer sees them. Transactions are the caller's.</summary>
internal sealed class LetterTable : IDisposable
{
    private readonly Database _database;
    private readonly Statement _insert;
    private readonly Statement _standing;
    private readonly Statement _settle;

    public LetterTable(Database database)
    {
        _database = database;
        database.Execute("""
            CREATE TABLE IF NOT EXISTS dead_letter(
              shard INTEGER NOT NULL, sequence INTEGER NOT NULL, ingested INTEGER NOT NULL, device TEXT, product TEXT, channel INTEGER NOT NULL,
              code TEXT NOT NULL, detail TEXT NOT NULL, at INTEGER, spec INTEGER NOT NULL, payload BLOB NOT NULL,
              PRIMARY KEY(shard, sequence));
            """);
        if (database.Scalar("SELECT count(*) FROM pragma_table_info('dead_letter') WHERE name = 'state'") == 0) AddColumns(database);
        AddEdition(database, "dead_letter");
        database.Execute("""
            DROP INDEX IF EXISTS dead_letter_by_code;
            CREATE INDEX IF NOT EXISTS letter_by_group ON dead_letter(state, code, product, spec, ingested, device);
            CREATE INDEX IF NOT EXISTS letter_by_device ON dead_letter(device, ingested);
            CREATE INDEX IF NOT EXISTS letter_by_job ON dead_letter(job, state) WHERE job IS NOT NULL;
            """);
        _insert = database.Prepare(DeadLetterRow.InsertSql);
        _standing = database.Prepare("SELECT 1 FROM dead_letter WHERE shard = ? AND sequence = ? AND state < 2 AND job IS NOT ?");
        _settle = database.Prepare("""
            UPDATE dead_letter SET state = ?3, attempts = ?4, not_before = ?5, changed = ?6, changed_by = ?7, note = ?8, job = ?9,
              code = coalesce(?10, code), detail = coalesce(?11, detail), at = CASE WHEN ?10 IS NULL THEN at ELSE ?12 END,
              spec = CASE WHEN ?10 IS NULL THEN spec ELSE ?13 END, edition = CASE WHEN ?10 IS NULL THEN edition ELSE ?14 END
            WHERE shard = ?1 AND sequence = ?2
            """);
    }

    public void Insert(DeadLetter letter) => DeadLetterRow.Insert(_insert, letter);

    /// <summary>Whether the letter is still to be dealt with, and this job has not dealt with it before.</summary>
    public bool IsStanding(LetterOutcome outcome)
    {
        _standing.Bind(1, outcome.Position.Shard);
        _standing.Bind(2, outcome.Position.Sequence);
        _standing.Bind(3, outcome.Job);
        var found = _standing.Step();
        _standing.Reset();
        return found;
    }

    public void Settle(LetterOutcome outcome)
    {
        _settle.Bind(1, outcome.Position.Shard);
        _settle.Bind(2, outcome.Position.Sequence);
        _settle.Bind(3, (long)outcome.State);
        _settle.Bind(4, outcome.Attempts);
        _settle.Bind(5, outcome.NotBefore?.ToUnixTimeMilliseconds());
        _settle.Bind(6, outcome.At.ToUnixTimeMilliseconds());
        _settle.Bind(7, outcome.By);
        _settle.Bind(8, outcome.Note);
        _settle.Bind(9, outcome.Job);
        _settle.Bind(10, outcome.Refusal?.Code);
        _settle.Bind(11, outcome.Refusal?.Detail);
        _settle.Bind(12, (long?)outcome.Refusal?.Offset);
        _settle.Bind(13, outcome.SpecVersion);
        _settle.Bind(14, outcome.Edition);
        _settle.Run();
    }

    public int Drop(DateTimeOffset before, DateTimeOffset parkedBefore, int most)
    {
        using var old = _database.Prepare($"DELETE FROM dead_letter WHERE ingested < CASE state WHEN {(int)LetterState.Parked} THEN ?2 ELSE ?1 END");
        old.Bind(1, before.ToUnixTimeMilliseconds());
        old.Bind(2, parkedBefore.ToUnixTimeMilliseconds());
        old.Run();
        var dropped = _database.Changes;
        using var surplus = _database.Prepare($"""
            DELETE FROM dead_letter WHERE rowid IN (
              SELECT rowid FROM dead_letter WHERE state <> {(int)LetterState.Parked} ORDER BY ingested DESC, shard DESC, sequence DESC LIMIT -1 OFFSET ?)
            """);
        surplus.Bind(1, (long)most);
        surplus.Run();
        return dropped + _database.Changes;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _standing.Dispose();
        _settle.Dispose();
    }

    /// <summary>Letters of before there were editions have none.</summary>
    public static void AddEdition(Database database, string table)
    {
        if (database.Scalar($"SELECT count(*) FROM pragma_table_info('{table}') WHERE name = 'edition'") == 0)
            database.Execute($"ALTER TABLE {table} ADD COLUMN edition INTEGER NOT NULL DEFAULT 0");
    }

    private static void AddColumns(Database database) => database.InTransaction(() => database.Execute("""
        ALTER TABLE dead_letter ADD COLUMN format INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE dead_letter ADD COLUMN fport INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE dead_letter ADD COLUMN framed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE dead_letter ADD COLUMN stored_for TEXT;
        ALTER TABLE dead_letter ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE dead_letter ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE dead_letter ADD COLUMN not_before INTEGER;
        ALTER TABLE dead_letter ADD COLUMN changed INTEGER;
        ALTER TABLE dead_letter ADD COLUMN changed_by TEXT;
        ALTER TABLE dead_letter ADD COLUMN note TEXT;
        ALTER TABLE dead_letter ADD COLUMN job INTEGER;
        """));
}
