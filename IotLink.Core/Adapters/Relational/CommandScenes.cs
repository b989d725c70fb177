using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>What the guards look at, from the transaction they decide in.</summary>
internal static class CommandScenes
{
    public static async Task<CommandScene> LoadAsync(IotLinkDb db, DeviceId device, DeviceAction action, DateTimeOffset now, CancellationToken ct)
    {
        var running = await db.Commands.AsNoTracking().Where(c => !c.IsOver && c.DeviceId == device.Value).OrderBy(c => c.RequestedAt).ToListAsync(ct);
        var begun = Begun(db, action.Product, action.Id);
        var stop = await StopAsync(db, action.Product, action.Id, ct);
        return new()
        {
            Running = running.ConvertAll(c => c.ToCommand()),
            OnDevice = await TimesAsync(begun.Where(c => c.DeviceId == device.Value), action.PerDevice, now, ct),
            OnFleet = await TimesAsync(begun, action.PerFleet, now, ct),
            Stop = stop is { ReleasedAt: null } && stop.ActionVersion == action.Version ? stop.ToStop() : null,
        };
    }

    /// <summary>How the last remedies of one version ended, on the devices they reached.</summary>
    public static async Task<IReadOnlyList<RemedyOutcome>> OutcomesAsync(IotLinkDb db, Command of, DateTimeOffset since, CancellationToken ct)
    {
        if (await StopAsync(db, of.Product, of.Action, ct) is { ReleasedAt: { } released } && released > since) since = released;
        var ended = await db.Commands.AsNoTracking()
            .Where(c => c.AlarmId != null && c.ProductId == of.Product.Value && c.Action == of.Action && c.ActionVersion == of.ActionVersion && c.EndedAt > since
                && (c.State == CommandState.Verified || c.State == CommandState.Acknowledged
                    || (c.State == CommandState.Failed && c.Reason != CommandReason.NotDelivered && c.Reason != CommandReason.Unclear)))
            .Select(c => new { c.DeviceId, c.State, c.EndedAt }).ToListAsync(ct);
        return ended.ConvertAll(c => new RemedyOutcome(DeviceId.Parse(c.DeviceId, null), c.State != CommandState.Failed, c.EndedAt!.Value));
    }

    public static Task<RemedyStopEntity?> StopAsync(IotLinkDb db, ProductId product, string action, CancellationToken ct) =>
        db.RemedyStops.FirstOrDefaultAsync(s => s.ProductId == product.Value && s.Action == action, ct);

    /// <summary>What was refused or expired before it went out has begun nothing.</summary>
    private static IQueryable<CommandEntity> Begun(IotLinkDb db, ProductId product, string action) => db.Commands.Where(c =>
        c.ProductId == product.Value && c.Action == action && c.State != CommandState.Refused && (c.State != CommandState.Expired || c.SentAt != null));

    private static async Task<IReadOnlyList<DateTimeOffset>> TimesAsync(IQueryable<CommandEntity> begun, RateCap? cap, DateTimeOffset now, CancellationToken ct)
    {
        if (cap is not { } limit) return [];
        var since = now - limit.Within;
        return await begun.Where(c => c.RequestedAt > since).OrderByDescending(c => c.RequestedAt).Select(c => c.RequestedAt).Take(limit.Most).ToListAsync(ct);
    }
}
