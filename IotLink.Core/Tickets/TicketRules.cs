using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Core.Tickets.Sla;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Tickets;

/// <summary>What the settings and the calendar mean for tickets.</summary>
public sealed class TicketRules(IOptions<TicketOptions> options, SiteCalendar calendar)
{
    /// <summary>Ticked off at every visit; the texts are the portal's. Power is locked out and the right machine proven before work begins.</summary>
    private static readonly CheckItem[] BuiltIn = [new("loto", true), new("identity", true), new("values", true), new("tidy", false)];

    private readonly TicketOptions _options = options.Value;

    private readonly SlaHours _hours = new(
        calendar, options.Value.WorkFrom, options.Value.WorkTo, [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday]);

    public SiteCalendar Calendar => calendar;

    public TimeSpan Work => QuarterHours.Up(_options.Work);

    public TimeSpan RepeatWithin => _options.RepeatWithin;

    public SlaTargets TargetsOf(TicketPriority priority) => _options.Sla[priority].ToTargets();

    /// <summary>null: around the clock.</summary>
    public SlaHours? HoursOf(SlaTargets targets) => targets.AroundTheClock ? null : _hours;

    public IReadOnlyList<CheckItem> ChecklistOf(ProductId product) =>
        [.. BuiltIn, .. _options.Checklists.GetValueOrDefault(product.Value, []).Select(text => new CheckItem(text, true))];

    public IReadOnlyList<string> PartsOf(ProductId product, string code) =>
        _options.Parts.GetValueOrDefault($"{product}/{code}") ?? _options.Parts.GetValueOrDefault(product.Value) ?? [];

    public static TicketPriority PriorityOf(Severity severity) => severity switch
    {
        Severity.Critical => TicketPriority.Urgent,
        Severity.High => TicketPriority.High,
        Severity.Medium => TicketPriority.Normal,
        _ => TicketPriority.Low,
    };
}
