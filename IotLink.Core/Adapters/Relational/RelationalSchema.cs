using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>
/// Applies the migrations once per process. Hosts that start together take turns: over a lock file beside an SQLite database, over an
/// advisory lock in PostgreSQL.
/// </summary>
internal sealed class RelationalSchema(RelationalSettings settings, Func<IotLinkDb> contexts) : IDisposable
{
    private const long AdvisoryLock = 0x696F_746C_696E_6B; // "iotlink"
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _once = new(1, 1);
    private volatile bool _done;

    public async ValueTask UpToDateAsync(CancellationToken ct)
    {
        if (_done) return;
        await _once.WaitAsync(ct);
        try
        {
            if (_done) return;
            if (settings.Provider == RelationalProvider.Sqlite) await MigrateFileAsync(ct);
            else await MigrateServerAsync(ct);
            _done = true;
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();

    private async Task MigrateFileAsync(CancellationToken ct)
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(settings.Write).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var alone = await LockAsync(file + ".lock", ct);
        await using var db = contexts();

        // A process killed while migrating leaves EF's own lock row behind; we hold the file, so nobody else can be migrating.
        var left = "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'";
        if (await db.Database.SqlQueryRaw<int>(left).SingleAsync(ct) > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", ct);
        }

        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) await db.Database.MigrateAsync(ct);
    }

    private async Task MigrateServerAsync(CancellationToken ct)
    {
        await using var db = contexts();
        await db.Database.OpenConnectionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({AdvisoryLock})", ct);
        try
        {
            if ((await db.Database.GetPendingMigrationsAsync(ct)).Any()) await db.Database.MigrateAsync(ct);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({AdvisoryLock})", CancellationToken.None);
        }
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(Path.GetDirectoryName(path)))
            {
                await Task.Delay(LockPoll, ct);
            }
        }
    }
}
