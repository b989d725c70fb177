using IotLink.Core.Health;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace IotLink.Core.Adapters.Relational;

/// <summary>
/// The write and the read endpoint. Whoever comes first brings the schema up to date; a write is one transaction, done again from the
/// start when another writer was quicker.
/// </summary>
internal sealed class RelationalDatabase : IPart, IDisposable
{
    /// <summary>Of n writers at the same row at least one gets through per round, so this many rounds serve this many writers.</summary>
    private const int Rounds = 32;

    private readonly Func<IotLinkDb> _write;
    private readonly Func<IotLinkDb> _read;
    private readonly RelationalSchema _schema;

    /// <summary>SQLite has one writer at a time: waiting here costs no thread, waiting for its lock would.</summary>
    private readonly SemaphoreSlim? _oneWriter;

    private volatile PartStatus _status = new("relational", PartState.Degraded, "not opened yet");

    public RelationalDatabase(RelationalSettings settings)
    {
        (_write, _read) = (Contexts(settings.Provider, settings.Write), Contexts(settings.Provider, settings.Read));
        _oneWriter = settings.Provider == RelationalProvider.Sqlite ? new(1, 1) : null;
        _schema = new(settings, _write);
    }

    public PartStatus Status => _status;

    public Task OpenAsync(CancellationToken ct) => WatchAsync(async () =>
    {
        await _schema.UpToDateAsync(ct);
        return true;
    });

    /// <summary>From the read endpoint, which may be a moment behind.</summary>
    public Task<T> ReadAsync<T>(Func<IotLinkDb, Task<T>> work, CancellationToken ct) => ReadAsync(_read, work, ct);

    /// <summary>For what a decision rests on: never behind.</summary>
    public Task<T> ReadLatestAsync<T>(Func<IotLinkDb, Task<T>> work, CancellationToken ct) => ReadAsync(_write, work, ct);

    /// <summary><paramref name="work"/> may run several times; what it tracked is saved and committed after it.</summary>
    public Task<T> WriteAsync<T>(Func<IotLinkDb, Task<T>> work, CancellationToken ct) => WatchAsync(async () =>
    {
        await _schema.UpToDateAsync(ct);
        if (_oneWriter is not null) await _oneWriter.WaitAsync(ct);
        try
        {
            for (var round = 1; ; round++)
            {
                try
                {
                    return await OnceAsync(work, ct);
                }
                catch (Exception e) when (round < Rounds && AnotherWasQuicker(e))
                {
                    // read again and decide again
                }
            }
        }
        finally
        {
            _oneWriter?.Release();
        }
    });

    public void Dispose()
    {
        _oneWriter?.Dispose();
        _schema.Dispose();
    }

    private Task<T> ReadAsync<T>(Func<IotLinkDb> contexts, Func<IotLinkDb, Task<T>> work, CancellationToken ct) => WatchAsync(async () =>
    {
        await _schema.UpToDateAsync(ct);
        await using var db = contexts();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await work(db);
    });

    private async Task<T> OnceAsync<T>(Func<IotLinkDb, Task<T>> work, CancellationToken ct)
    {
        await using var db = _write();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var result = await work(db);
        await AlarmPaging.FollowAsync(db, ct);
        await RepairFollow.FollowAsync(db, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result;
    }

    private async Task<T> WatchAsync<T>(Func<Task<T>> work)
    {
        try
        {
            var result = await work();
            if (_status.State != PartState.Ok) _status = new("relational", PartState.Ok, "reads and writes");
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _status = new("relational", PartState.Down, e.GetBaseException().Message);
            throw;
        }
    }

    private static bool AnotherWasQuicker(Exception e) => e switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException p => p.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        SqliteException s => s.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY
            || s.SqliteExtendedErrorCode is SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE or SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY,
        _ => e.InnerException is { } inner && AnotherWasQuicker(inner),
    };

    private static Func<IotLinkDb> Contexts(RelationalProvider provider, string connection)
    {
        if (provider == RelationalProvider.Sqlite)
        {
            var sqlite = new PooledDbContextFactory<SqliteDb>(
                new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection).AddInterceptors(SqliteSession.Instance).Options);
            return sqlite.CreateDbContext;
        }

        var postgreSql = new PooledDbContextFactory<PostgreSqlDb>(new DbContextOptionsBuilder<PostgreSqlDb>().UseNpgsql(connection).Options);
        return postgreSql.CreateDbContext;
    }
}
