namespace IotLink.Core.Documents;

/// <summary>What staff register. A product has one spec and one contract, and any number of the others.</summary>
public enum DocumentKind : byte { Spec, Contract, Rule, Formula, Action }
