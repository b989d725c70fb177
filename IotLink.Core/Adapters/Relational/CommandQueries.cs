using IotLink.Core.Actions.Commands;
using IotLink.Core.Devices;

namespace IotLink.Core.Adapters.Relational;

/// <summary>The list of commands as SQL. Every query begins at <see cref="Visible"/>, so that none can forget the scope.</summary>
internal static class CommandQueries
{
    /// <summary>A customer sees the commands of the devices it owns now, but not those from a time when the device was somebody else's.</summary>
    public static IQueryable<Joined> Visible(IotLinkDb db, DeviceScope scope)
    {
        var all =
            from command in db.Commands
            join d in db.Devices on command.DeviceId equals d.Id into devices
            from device in devices.DefaultIfEmpty()
            join s in db.Sites on device.SiteId equals s.Id into sites
            from site in sites.DefaultIfEmpty()
            join c in db.Customers on site.CustomerId equals c.Id into customers
            from customer in customers.DefaultIfEmpty()
            select new Joined { Command = command, Site = site, Customer = customer };
        if (scope.IsAll) return all;
        var own = scope.Customer?.Value ?? "";
        return all.Where(r => r.Site!.CustomerId == own && !db.Ownerships.Any(o =>
            o.DeviceId == r.Command.DeviceId && o.From <= r.Command.RequestedAt && o.To > r.Command.RequestedAt
            && db.Sites.Any(s => s.Id == o.SiteId && s.CustomerId != own)));
    }

    public static IQueryable<Joined> Matching(IQueryable<Joined> rows, CommandQuery query)
    {
        rows = query.Part switch
        {
            CommandPart.Pending => rows.Where(r => !r.Command.IsOver && r.Command.State == CommandState.Requested),
            CommandPart.Running => rows.Where(r => !r.Command.IsOver && r.Command.State != CommandState.Requested),
            CommandPart.Over => rows.Where(r => r.Command.IsOver),
            _ => rows,
        };
        if (query.Device is { } device) rows = rows.Where(r => r.Command.DeviceId == device.Value);
        if (query.Alarm is { } alarm) rows = rows.Where(r => r.Command.AlarmId == alarm.Value);
        return rows;
    }

    internal sealed class Joined
    {
        public required CommandEntity Command { get; init; }

        public SiteEntity? Site { get; init; }

        public CustomerEntity? Customer { get; init; }

        public CommandRow ToRow() => new(Command.ToCommand(), Site?.ToSite(), Customer?.ToCustomer());
    }
}
