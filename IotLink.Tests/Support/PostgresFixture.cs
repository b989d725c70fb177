using IotLink.Core.Adapters.Relational;
using Npgsql;

namespace IotLink.Tests.Support;

/// <summary>A database of its own in the shared cluster. Without PostgreSQL its tests are skipped visibly; in CI they fail.</summary>
public sealed class PostgresFixture : RelationalFixture
{
    private string? _connection;

    public override Task EmptyAsync(CancellationToken ct)
    {
        if (_connection is not null) return base.EmptyAsync(ct);
        const string missing = "PostgreSQL is not installed here (initdb and pg_ctl, on PATH or in /usr/lib/postgresql).";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing);
        return Task.CompletedTask;
    }

    internal override async Task<RelationalSettings?> PlaceAsync()
    {
        if (await PostgresCluster.SharedAsync() is not { } cluster) return null;
        var name = $"t{Guid.NewGuid():N}";
        await using var admin = new NpgsqlConnection(At(cluster, "postgres"));
        await admin.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", admin);
        await create.ExecuteNonQueryAsync();
        _connection = At(cluster, name);
        return new(RelationalProvider.PostgreSql, _connection, _connection);
    }

    protected override Task RemoveAsync()
    {
        if (_connection is not null) NpgsqlConnection.ClearPool(new(_connection));
        return Task.CompletedTask;
    }

    private static string At(PostgresCluster cluster, string database) =>
        $"Host=127.0.0.1;Port={cluster.Port};Username=iotlink;Database={database};Maximum Pool Size=20";
}
