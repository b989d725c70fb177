using IotLink.Core.Adapters.Relational;
using Microsoft.Data.Sqlite;

namespace IotLink.Tests.Support;

public sealed class SqliteFixture : RelationalFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iotlink-sqlite-").FullName;

    internal override Task<RelationalSettings?> PlaceAsync()
    {
        var connection = $"Data Source={Path.Combine(_folder, "iotlink.db")}";
        return Task.FromResult<RelationalSettings?>(new(RelationalProvider.Sqlite, connection, connection));
    }

    protected override Task RemoveAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
