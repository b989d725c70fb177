namespace IotLink.Core.Accounts;

/// <summary>Which of the four shells a person works in. It decides menu, start page and what data looks like; it is not a filter.</summary>
public enum Perspective { Service, Lab, Customer, Admin }
