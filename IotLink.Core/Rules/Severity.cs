namespace IotLink.Core.Rules;

/// <summary>Most urgent first.</summary>
public enum Severity { Critical, High, Medium, Low, Info }

/// <summary>즉시 대응, 모니터링 필요, 정보성.</summary>
public enum AlarmClass { Immediate, Monitoring, Informational }
