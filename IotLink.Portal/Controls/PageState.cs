namespace IotLink.Portal.Controls;

/// <summary>What there is to show.</summary>
public enum PageState { Loading, Ready, NotFound }
