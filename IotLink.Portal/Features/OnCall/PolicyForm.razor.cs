using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Notifications;
using IotLink.Core.Rules;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.OnCall;

/// <summary>One policy as a form: whom it is for, and its steps.</summary>
public sealed partial class PolicyForm
{
    private static readonly ChannelKind[] Ways = [ChannelKind.Mail, ChannelKind.Sms, ChannelKind.Voice];

    private readonly List<DraftStep> _steps = [];
    private readonly HashSet<AlarmClass> _classes = [];
    private string _name = "", _products = "", _customers = "";
    private WhenHours _when;
    private int _order, _repeats, _after;
    private TimeOnly _from, _to;

    [Parameter, EditorRequired]
    public required EscalationPolicy Policy { get; set; }

    [Parameter, EditorRequired]
    public required OnCallBook Book { get; set; }

    [Parameter, EditorRequired]
    public required Func<IOnCallEntry, Task> Save { get; set; }

    [Parameter]
    public EventCallback Cancel { get; set; }

    protected override void OnInitialized()
    {
        (_name, _order, _when, _repeats, _after) = (Policy.Name, Policy.Order, Policy.Match.When, Policy.Repeats, (int)Policy.RepeatAfter.TotalMinutes);
        (_products, _customers) = (string.Join(", ", Policy.Match.Products), string.Join(", ", Policy.Match.Customers));
        (_from, _to) = (Policy.Match.From, Policy.Match.To);
        _classes.UnionWith(Policy.Match.Classes);
        _steps.AddRange(Policy.Steps.Select(DraftStep.Of));
    }

    private EscalationPolicy Built() => Policy with
    {
        Name = _name.Trim(),
        Order = _order,
        Match = Policy.Match with { Classes = [.. _classes.Order()], Products = Words(_products), Customers = Words(_customers), When = _when, From = _from, To = _to },
        Steps = [.. _steps.Select(s => s.ToStep())],
        Repeats = _repeats,
        RepeatAfter = TimeSpan.FromMinutes(_after),
    };

    private void Toggle(AlarmClass alarmClass)
    {
        if (!_classes.Remove(alarmClass)) _classes.Add(alarmClass);
    }

    private string NameOf(Target target) => target.Kind switch
    {
        TargetKind.Team => Book.Teams.GetValueOrDefault(target.Id)?.Name ?? L["Gone"],
        TargetKind.OnCall => L["OnCallOf", Book.Calendars.GetValueOrDefault(target.Id)?.Name ?? ""],
        TargetKind.Webhook => target.Id,
        _ => Book.People.GetValueOrDefault(target.Id)?.Name ?? L["Gone"],
    };

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private sealed class DraftStep
    {
        public int Minutes { get; set; }

        public List<Target> Targets { get; init; } = [];

        public List<ChannelKind> Channels { get; init; } = [ChannelKind.Mail];

        public static DraftStep Of(EscalationStep step) =>
            new() { Minutes = (int)step.Wait.TotalMinutes, Targets = [.. step.Targets], Channels = [.. step.Channels] };

        public EscalationStep ToStep() => new(TimeSpan.FromMinutes(Minutes), [.. Targets], [.. Channels]);

        /// <param name="picked">Kind and id: <c>Team/night</c>.</param>
        public void Add(string picked)
        {
            if (picked.Split('/', 2) is not [var kind, { Length: > 0 } id]) return;
            var target = new Target(Enum.Parse<TargetKind>(kind), id);
            if (!Targets.Contains(target)) Targets.Add(target);
        }

        public void AddWebhook(string? url) => Add($"{TargetKind.Webhook}/{url}");

        public void Toggle(ChannelKind channel)
        {
            if (!Channels.Remove(channel)) Channels.Add(channel);
        }
    }
}
