using IotLink.Core.Adapters.Relational;
using IotLink.Core.Audit;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteAuditLogTests(SqliteFixture place) : AuditLogContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresAuditLogTests(PostgresFixture place) : AuditLogContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IAuditLog"/> keeps to.</summary>
public abstract class AuditLogContract(RelationalFixture place) : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_last_entries_come_back_newest_first_and_as_written()
    {
        var log = new AuditLog(place.Database);
        AuditEntry[] written = [Entry("frame.view", "d-1", null), Entry("alarm.acknowledge", "A0-1", "김하늘"), Entry("account.signin", "ops", null)];
        foreach (var entry in written) await log.WriteAsync(entry, Ct);
        Assert.Equal([written[2], written[1]], await log.RecentAsync(2, Ct));
    }

    private static AuditEntry Entry(string action, string subject, string? detail) => new(Plant.Noon, "u1", "김하늘", action, subject, detail);
}
