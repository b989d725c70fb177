using IotLink.Core.Alarms;
using IotLink.Core.Publishing;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Alarms;

/// <summary>What an alarm is called in the reader's language. Rules carry a title in each; what a device reports has the one it was given.</summary>
public sealed class AlarmTitles(IPlanSource plans)
{
    public string Of(Alarm alarm) =>
        plans.Current.PublishedOf(alarm.Product).Rules?.Rules.FirstOrDefault(rule => rule.RuleId == alarm.Code)?.Titles.GetValueOrDefault(Languages.Current)
        ?? alarm.Title;
}
