using IotLink.Core.Adapters.Relational;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Tests.Support;

/// <summary>A database of its own for one test class, emptied before each test.</summary>
public abstract class RelationalFixture : IAsyncLifetime
{
    private RelationalDatabase? _database;
    private RelationalSettings? _settings;

    internal RelationalDatabase Database => _database ?? throw new InvalidOperationException("Not opened.");

    /// <summary>For a further process on the same database.</summary>
    internal RelationalSettings Settings => _settings ?? throw new InvalidOperationException("Not opened.");

    public async ValueTask InitializeAsync()
    {
        _settings = await PlaceAsync();
        if (_settings is not null) _database = new(_settings);
    }

    /// <summary>Skips the test where the server is missing.</summary>
    public virtual async Task EmptyAsync(CancellationToken ct)
    {
        await Database.WriteAsync(
            async db =>
            {
                await db.CustomerDays.ExecuteDeleteAsync(ct);
                await db.AnalysisValues.ExecuteDeleteAsync(ct);
                await db.CustomerDayMarks.ExecuteDeleteAsync(ct);
                await db.Aggregates.ExecuteDeleteAsync(ct);
                await db.AggregateMarks.ExecuteDeleteAsync(ct);
                await db.RolloutEvents.ExecuteDeleteAsync(ct);
                await db.Rollouts.ExecuteDeleteAsync(ct);
                await db.Campaigns.ExecuteDeleteAsync(ct);
                await db.FirmwareImages.ExecuteDeleteAsync(ct);
                await db.BookedQuarters.ExecuteDeleteAsync(ct);
                await db.TicketEvents.ExecuteDeleteAsync(ct);
                await db.Tickets.ExecuteDeleteAsync(ct);
                await db.Technicians.ExecuteDeleteAsync(ct);
                await db.ThingChanges.ExecuteDeleteAsync(ct);
                await db.JobExecutions.ExecuteDeleteAsync(ct);
                await db.ThingJobs.ExecuteDeleteAsync(ct);
                await db.Shadows.ExecuteDeleteAsync(ct);
                await db.CommandEvents.ExecuteDeleteAsync(ct);
                await db.Commands.ExecuteDeleteAsync(ct);
                await db.RepairEvents.ExecuteDeleteAsync(ct);
                await db.Repairs.ExecuteDeleteAsync(ct);
                await db.RemedyStops.ExecuteDeleteAsync(ct);
                await db.DispatchRequests.ExecuteDeleteAsync(ct);
                await db.Receipts.ExecuteDeleteAsync(ct);
                await db.Notifications.ExecuteDeleteAsync(ct);
                await db.EscalationEvents.ExecuteDeleteAsync(ct);
                await db.Escalations.ExecuteDeleteAsync(ct);
                await db.OnCall.ExecuteDeleteAsync(ct);
                await db.Contacts.ExecuteDeleteAsync(ct);
                await db.AlarmEvents.ExecuteDeleteAsync(ct);
                await db.Alarms.ExecuteDeleteAsync(ct);
                await db.AlarmMarks.ExecuteDeleteAsync(ct);
                await db.Maintenance.ExecuteDeleteAsync(ct);
                await db.LetterJobs.ExecuteDeleteAsync(ct);
                await db.Backtests.ExecuteDeleteAsync(ct);
                await db.Audit.ExecuteDeleteAsync(ct);
                await db.DocumentEvents.ExecuteDeleteAsync(ct);
                await db.DocumentVersions.ExecuteDeleteAsync(ct);
                await db.DocumentTexts.ExecuteDeleteAsync(ct);
                await db.Documents.ExecuteDeleteAsync(ct);
                await db.Sessions.ExecuteDeleteAsync(ct);
                await db.Accounts.ExecuteDeleteAsync(ct);
                await db.Ownerships.ExecuteDeleteAsync(ct);
                await db.Credentials.ExecuteDeleteAsync(ct);
                await db.Devices.ExecuteDeleteAsync(ct);
                await db.Sites.ExecuteDeleteAsync(ct);
                return await db.Customers.ExecuteDeleteAsync(ct);
            },
            ct);
    }

    public async ValueTask DisposeAsync()
    {
        _database?.Dispose();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    /// <returns>null when there is no such server here.</returns>
    internal abstract Task<RelationalSettings?> PlaceAsync();

    protected abstract Task RemoveAsync();
}
