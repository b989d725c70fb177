using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IotLink.Core.Adapters.Relational;

/// <summary>What every SQLite connection needs to be told: readers beside the writer, and patience with another process.</summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    public static SqliteSession Instance { get; } = new();

    private const string Settings = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
