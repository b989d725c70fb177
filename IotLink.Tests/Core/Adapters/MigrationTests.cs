using IotLink.Core.Adapters.Relational;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Tests.Core.Adapters;

/// <summary>What <c>dotnet ef migrations has-pending-model-changes</c> asks, of both databases.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void Sqlite_has_a_migration_for_every_change_of_the_model()
    {
        using var db = new SqliteDesign().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void PostgreSql_has_a_migration_for_every_change_of_the_model()
    {
        using var db = new PostgreSqlDesign().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
