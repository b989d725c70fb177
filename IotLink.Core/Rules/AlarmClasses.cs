namespace IotLink.Core.Rules;

/// <summary>Class and severity are two fields; this is the default from one to the other.</summary>
public static class AlarmClasses
{
    public static AlarmClass DefaultFor(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => AlarmClass.Immediate,
        Severity.Medium => AlarmClass.Monitoring,
        _ => AlarmClass.Informational,
    };
}
