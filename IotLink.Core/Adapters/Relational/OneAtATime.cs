using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>
/// For decisions that rest on several readings. PostgreSQL's read committed lets another writer commit between two of them, and where the
/// writers touch different rows no concurrency token notices. Who waits here first reads what the one before has committed. SQLite has
/// one writer at a time in any case.
/// </summary>
internal static class OneAtATime
{
    /// <summary>Taking messages: how many are on their way to a person decides whether another is due.</summary>
    public const int Outbox = 1;

    /// <summary>Moving devices: a period of ownership begins where the one before ends.</summary>
    public const int Registry = 2;

    /// <summary>Asking for commands: how many ran before decides whether another may.</summary>
    public const int Commands = 3;

    /// <summary>Adding to aggregates: what is merged rests on what is there.</summary>
    public const int Aggregates = 4;

    private const int Ours = 0x696F_744C; // "iotL"

    /// <summary>Until the end of the transaction; to be called before the first reading.</summary>
    public static async Task EnterAsync(IotLinkDb db, int what, CancellationToken ct)
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Ours}, {what})", ct);
    }
}
